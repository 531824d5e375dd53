import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Kafka, keyedProducer, type Producer } from '#libs/kafka';
import { Background, type BackOff, lockKeys, Loop } from '#libs/service-kit';
import { KAFKA } from '../injection-tokens.ts';
import type { OutgoingCommand } from './command.rules.ts';

/** How late a command is sent whose process died after it was committed; else it is sent at once. */
const EVERY_MS = 5_000;
const RETRY_MS = 1_000;
const AT_ONCE = 200;
/** A group that cannot be told just now, as its topic is missing, is not tried again before. */
const HELD_MS = 5_000;
const BACK_OFF: BackOff = { firstMs: RETRY_MS, factor: 1, maxMs: RETRY_MS, jitter: 0.2 };
/** How long the end of the service waits for Kafka and the database. */
const STOP_MS = 5_000;

/**
 * Brings committed commands to the groups' delivery topics. A command that was sent and not marked goes out again; the
 * groups execute each id once.
 */
@Injectable()
export class CommandSender {
  private producer: Producer;
  /** Topics whose commands stay: until when, and why. */
  private readonly held = new Map<string, { readonly until: number; readonly failure: unknown }>();
  private readonly sending = new Loop({
    name: 'Commands',
    everyMs: EVERY_MS,
    work: (signal) => this.sendAll(signal),
    backOff: BACK_OFF,
    hasLastRun: true,
    stopMs: STOP_MS,
  });

  constructor(
    @Inject(KAFKA) private readonly kafka: Kafka,
    private readonly database: DataSource,
    background: Background,
  ) {
    this.producer = this.newProducer();
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

  /** Sends what can be sent before it tells of a group that cannot be told. */
  private async sendAll(signal: AbortSignal): Promise<void> {
    let read: number;
    do read = await this.database.transaction((manager) => this.sendSome(manager));
    while (read === AT_ONCE && !signal.aborted);
    const [trouble] = this.held.values();
    if (trouble)
      throw new Error('Commands to at least one group could not be sent.', { cause: trouble.failure });
  }

  /** @returns how many it looked at */
  private async sendSome(manager: EntityManager): Promise<number> {
    const [lock] = await manager.query<{ mine: boolean }[]>(
      `select pg_try_advisory_xact_lock(${lockKeys.commands}) as mine`,
    );
    if (lock?.mine !== true) return 0;
    const commands = await manager.query<(OutgoingCommand & { number: string })[]>(
      `select number, topic, key, payload from command where sent_at is null and topic <> all($2)
       order by number limit $1`,
      [AT_ONCE, this.topicsHeld()],
    );
    for (const [topic, ofTopic] of Map.groupBy(commands, ({ topic }) => topic))
      if (await this.isSent(topic, ofTopic))
        await manager.query(
          'update command set sent_at = clock_timestamp() where number = any($1::bigint[])',
          [ofTopic.map(({ number }) => number)],
        );
    return commands.length;
  }

  private topicsHeld(): readonly string[] {
    const now = performance.now();
    for (const [topic, { until }] of this.held) if (until <= now) this.held.delete(topic);
    return [...this.held.keys()];
  }

  private async hold(topic: string, failure: unknown): Promise<void> {
    this.held.set(topic, { until: performance.now() + HELD_MS, failure });
    // kafkajs asks for all topics at once that it ever wrote to: one that was deleted would keep it from the others.
    await this.producer.disconnect();
    this.producer = this.newProducer();
  }

  /** Impatient, as the others wait; what is sent twice is executed once. */
  private newProducer(): Producer {
    return keyedProducer(this.kafka, { maxInFlightRequests: 1, retry: { retries: 1 } });
  }

  private async isSent(topic: string, commands: readonly OutgoingCommand[]): Promise<boolean> {
    const messages = commands.map(({ key, payload }) => ({
      key,
      value: payload,
      headers: { 'content-type': 'application/cloudevents+json' },
    }));
    try {
      await this.producer.connect();
      await this.producer.send({ topic, messages, acks: -1 });
      return true;
    } catch (failure) {
      await this.hold(topic, failure);
      return false;
    }
  }
}
