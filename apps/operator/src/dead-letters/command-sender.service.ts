import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Kafka, keyedProducer, kindOfFault, type Producer } from '#libs/kafka';
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

interface Waiting extends Pick<OutgoingCommand, 'key' | 'payload'> {
  readonly number: string;
}

/**
 * Brings committed commands to the groups' delivery topics. A command that was sent and not marked goes out again; the
 * groups execute each id once.
 */
@Injectable()
export class CommandSender {
  private producer: Producer;
  /** Topics whose commands stay: until when, and why. */
  private readonly held = new Map<string, { readonly until: number; readonly failure: unknown }>();
  /** Nobody waits for the last run any longer. */
  private readonly ended = new AbortController();
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
        this.ended.abort();
        await this.producer.disconnect();
      },
    });
  }

  /** Sends what waits, soon. */
  nudge(): void {
    this.sending.nudge();
  }

  /** Sends what can be sent before it tells of a group that cannot be told. Only the last run begins after the stop. */
  private async sendAll(stop: AbortSignal): Promise<void> {
    const isLast = stop.aborted;
    const end = isLast ? this.ended.signal : stop;
    const now = performance.now();
    for (const [topic, { until }] of this.held) if (isLast || until <= now) this.held.delete(topic);
    let isMore = true;
    while (isMore && !end.aborted) isMore = await this.sendNext();
    if (this.held.size > 0) throw this.trouble();
  }

  /** A transaction for each topic, so that what was sent stays marked. @returns whether there may be more */
  private async sendNext(): Promise<boolean> {
    const [next] = await this.database.query<{ topic: string }[]>(
      'select topic from command where sent_at is null and topic <> all($1) order by number limit 1',
      [[...this.held.keys()]],
    );
    if (!next) return false;
    await this.connect();
    return this.database.transaction((manager) => this.sendTo(next.topic, manager));
  }

  /** Before the transaction, as it takes long while Kafka is away. That ends the run, whatever topics are held. */
  private async connect(): Promise<void> {
    try {
      await this.producer.connect();
    } catch (failure) {
      this.held.clear();
      throw failure;
    }
  }

  private async sendTo(topic: string, manager: EntityManager): Promise<boolean> {
    const [lock] = await manager.query<{ mine: boolean }[]>(
      `select pg_try_advisory_xact_lock(${lockKeys.commands}) as mine`,
    );
    if (lock?.mine !== true) return false;
    const commands = await manager.query<Waiting[]>(
      'select number, key, payload from command where sent_at is null and topic = $1 order by number limit $2',
      [topic, AT_ONCE],
    );
    if (await this.isSent(topic, commands))
      await manager.query('update command set sent_at = clock_timestamp() where number = any($1::bigint[])', [
        commands.map(({ number }) => number),
      ]);
    return true;
  }

  private async isSent(topic: string, commands: readonly Waiting[]): Promise<boolean> {
    const messages = commands.map(({ key, payload }) => ({
      key,
      value: payload,
      headers: { 'content-type': 'application/cloudevents+json' },
    }));
    try {
      await this.producer.send({ topic, messages, acks: -1 });
      return true;
    } catch (failure) {
      await this.hold(topic, failure);
      return false;
    }
  }

  /** The same words while the same topics are in trouble: the log tells another trouble, and no trouble twice. */
  private trouble(): Error {
    const topics = [...this.held].map(([topic, { failure }]) => `${topic} (${kindOfFault(failure)})`);
    const [first] = this.held.values();
    return new Error(`Commands wait, as they could not be sent to ${topics.toSorted().join(', ')}.`, {
      cause: first?.failure,
    });
  }

  /** The new producer shows whether it was the topic's fault: it does not connect while Kafka is away. */
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
}
