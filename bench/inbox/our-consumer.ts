import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { register } from 'prom-client';
import type { EntityManager } from 'typeorm';
import { type ChangeEvent, changeEventTypes } from '#libs/contracts';
import { connectInbox, InboxContext } from '#libs/inbox';
import type { Kafka } from '#libs/kafka';
import { databaseModule, ReadinessRegistry } from '#libs/service-kit';
import type { ConsumerSettings } from './consume.ts';
import { effectSql, followedSql } from './tables.migration.ts';

const GROUP = Symbol('bench');
let isAboutNobody = false;

@Controller()
class EffectController {
  @EventPattern<string[]>([...changeEventTypes.residents], GROUP)
  async onChange(@Payload() { id, subject }: ChangeEvent, @Ctx() context: InboxContext): Promise<void> {
    const { manager } = context;
    if (isAboutNobody && (await manager.query<unknown[]>(followedSql, [subject])).length === 0) {
      context.leaveNoTrace();
      return;
    }
    await manager.query(effectSql, [id, subject]);
  }
}

@Module({ controllers: [EffectController] })
class EffectModule {}

/** A service with the inbox, as all of ours are, with its defaults. */
export async function consumeByInbox(kafka: Kafka, settings: ConsumerSettings): Promise<void> {
  const { databaseUrl, topic, group } = settings;
  ({ isAboutNobody } = settings);
  const database = { databaseUrl, databasePoolSize: 10, databaseConnectWithinMs: 2_000 };
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: EffectModule, imports: [databaseModule(database, 'bench')] },
    new FastifyAdapter(),
    { logger: ['error', 'warn'] },
  );
  const health = { readiness: new ReadinessRegistry(), liveness: new ReadinessRegistry() };
  connectInbox(app, health, {
    ...{ group, topics: [topic], ignored: [], kafka, transportId: GROUP },
    ...(isAboutNobody && { concerned }),
  });
  await app.listen(0, '127.0.0.1');
}

async function concerned(
  events: readonly ChangeEvent[],
  manager: EntityManager,
): Promise<ReadonlySet<string>> {
  const rows = await manager.query<{ subject: string }[]>(
    'select subject from follower where subject = any($1::text[])',
    [events.map(({ subject }) => subject)],
  );
  const followed = new Set(rows.map(({ subject }) => subject));
  return new Set(events.filter(({ subject }) => followed.has(subject)).map(({ id }) => id));
}

/** Events that are finished. */
export async function finishedByInbox(): Promise<number> {
  const metric = await register.getSingleMetric('einmal_inbox_handled_total')?.get();
  return metric?.values.reduce((sum, { value }) => sum + value, 0) ?? 0;
}
