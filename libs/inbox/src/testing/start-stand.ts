import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { kafkaClient } from '#libs/kafka';
import { ReadinessRegistry, type Health } from '#libs/service-kit';
import { connectInbox } from '../connect-inbox.ts';
import type { InboxOptions } from '../inbox-options.ts';
import { type Script, STAND_GROUP } from './stand.controller.ts';
import { StandModule } from './stand.module.ts';

/** The shortest that a broker takes unless told otherwise (`group.min.session.timeout.ms`). */
export const SESSION_MS = 6_000;

export interface StandSettings {
  readonly databaseUrl: string;
  readonly brokers: string;
  readonly group: string;
  readonly topic: string;
  readonly script: Script;
  readonly options?: Partial<InboxOptions>;
  readonly log?: boolean;
}

export interface RunningInbox {
  readonly app: NestFastifyApplication;
  readonly health: Health;
}

/** An app with an inbox, listening on a free port; its global guard denies whatever asks it. */
export async function startStand(settings: StandSettings): Promise<RunningInbox> {
  const { databaseUrl, group, topic, script } = settings;
  const app = await NestFactory.create<NestFastifyApplication>(
    StandModule.for(databaseUrl, script),
    new FastifyAdapter(),
    {
      logger: settings.log === true ? ['error', 'warn', 'log', 'debug'] : false,
      abortOnError: false,
    },
  );
  const health = { readiness: new ReadinessRegistry(), liveness: new ReadinessRegistry() };
  const kafka = kafkaClient(settings.brokers, 'inbox-stand', {
    connectionTimeout: 2_000,
    retry: { initialRetryTime: 50, maxRetryTime: 500, retries: 5 },
  });
  connectInbox(app, health, {
    group,
    topics: [topic],
    ignored: ['test.ignored.v1'],
    kafka,
    transportId: STAND_GROUP,
    backOff: { firstMs: 10, factor: 2, maxMs: 200, jitter: 0.25 },
    sessionMs: SESSION_MS,
    ...settings.options,
  });
  await app.listen(0, '127.0.0.1');
  return { app, health };
}

/** Writes down that an event was handled. */
export const takeEffect: Script = async (event, { manager, replay }) => {
  await manager.query('insert into effect (event_id, key, n, replay_id) values ($1, $2, $3, $4)', [
    event.id,
    event.subject,
    event.data.version,
    replay?.id ?? null,
  ]);
};
