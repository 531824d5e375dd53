import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Kafka, orderedProducer, type Producer } from '#libs/kafka';
import { Background, type BackOff, lockKeys, Loop } from '#libs/service-kit';
import { KAFKA } from '../injection-tokens.ts';
import type { OutgoingCommand } from './command.rules.ts';

/** How late a command is sent whose process died after it was committed; else it is sent at once. */
const EVERY_MS = 5_000;
const RETRY_MS = 1_000;
const AT_ONCE = 200;
/** A group whose topic is missing keeps the other groups from theirs for no longer. */
const BACK_OFF: BackOff = { firstMs: RETRY_MS, factor: 1, maxMs: RETRY_MS, jitter: 0.2 };
/** How long the end of the service waits for Kafka and the database. */
const STOP_MS = 5_000;

interface Sent {
  readonly sent: number;
  /** Of a topic whose commands stay. */
  readonly failure?: Error | undefined;
}

/**
 * Brings committed commands to the groups' delivery topics. A command that was sent and not marked goes out again; the
 * groups execute each id once.
 */
@Injectable()
export class CommandSender {
  private readonly producer: Producer;
  private readonly sending = new Loop({
    name: 'Commands',
    everyMs: EVERY_MS,
    work: () => this.sendSome(),
    backOff: BACK_OFF,
    hasLastRun: true,
    stopMs: STOP_MS,
  });

  constructor(
    @Inject(KAFKA) kafka: Kafka,
    private readonly database: DataSource,
    background: Background,
  ) {
    this.producer = orderedProducer(kafka);
    background.addLast({
      start: () => this.sending.start(),
      stop: async () => {
        await this.sending.stop();
        await this.producer.disconnect();
      },
    });
  }

  /** Sends what waits, soon. */
  nudge(): void {
    this.sending.nudge();
  }

  /** @returns 0 where there may be more */
  private async sendSome(): Promise<number> {
    const { sent, failure } = await this.database.transaction((manager) => this.sendIn(manager));
    if (failure) throw failure;
    return sent === AT_ONCE ? 0 : EVERY_MS;
  }

  private async sendIn(manager: EntityManager): Promise<Sent> {
    const [lock] = await manager.query<{ mine: boolean }[]>(
      `select pg_try_advisory_xact_lock(${lockKeys.commands}) as mine`,
    );
    if (lock?.mine !== true) return { sent: 0 };
    const commands = await manager.query<(OutgoingCommand & { number: string })[]>(
      'select number, topic, key, payload from command where sent_at is null order by number limit $1',
      [AT_ONCE],
    );
    if (commands.length === 0) return { sent: 0 };
    await this.producer.connect();
    const byTopic = Map.groupBy(commands, ({ topic }) => topic);
    let failure: Error | undefined;
    for (const [topic, ofTopic] of byTopic) {
      // A group whose topic is missing must not keep the other groups from theirs.
      await this.send(manager, topic, ofTopic).catch((error: unknown) => {
        failure = new Error('Commands to at least one group could not be sent.', { cause: error });
      });
    }
    return { sent: commands.length, failure };
  }

  private async send(
    manager: EntityManager,
    topic: string,
    commands: readonly (OutgoingCommand & { number: string })[],
  ): Promise<void> {
    const messages = commands.map(({ key, payload }) => ({
      key,
      value: payload,
      headers: { 'content-type': 'application/cloudevents+json' },
    }));
    await this.producer.send({ topic, messages, acks: -1 });
    const numbers = commands.map(({ number }) => number);
    await manager.query('update command set sent_at = clock_timestamp() where number = any($1::bigint[])', [
      numbers,
    ]);
  }
}
