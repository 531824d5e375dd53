import { setTimeout as delay } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Kafka, orderedProducer, type Producer } from '#libs/kafka';
import { KAFKA } from '../injection-tokens.ts';
import type { OutgoingCommand } from './command.rules.ts';

const EVERY_MS = 1_000;
const AT_ONCE = 200;
/** How long the end of the service waits for Kafka and the database. */
const LAST_MS = 5_000;
/** Of `pg_try_advisory_xact_lock`: one sender at a time keeps the commands of a key in order. */
const LOCK = '4711, 7';

/**
 * Brings committed commands to the groups' delivery topics. A command that was sent and not marked goes out again; the
 * groups execute each id once.
 */
@Injectable()
export class CommandSender implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('Commands');
  private readonly producer: Producer;
  private timer: NodeJS.Timeout | undefined;
  private sending: Promise<void> | undefined;
  private again = false;
  private connected = false;

  constructor(
    @Inject(KAFKA) kafka: Kafka,
    private readonly database: DataSource,
  ) {
    this.producer = orderedProducer(kafka);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.wake(), EVERY_MS);
    this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await Promise.race([this.sendLast(), delay(LAST_MS, undefined, { ref: false })]);
    await this.producer.disconnect();
  }

  /** What is under way may have looked before the last step was committed, so it is not the end. */
  private async sendLast(): Promise<void> {
    this.wake();
    while (this.sending) await this.sending;
  }

  /** Sends what waits, soon; never rejects. */
  wake(): void {
    if (this.sending) {
      this.again = true;
      return;
    }
    this.sending = this.drain().finally(() => {
      this.sending = undefined;
      if (!this.again) return;
      this.again = false;
      this.wake();
    });
  }

  private async drain(): Promise<void> {
    try {
      while ((await this.database.transaction((manager) => this.sendSome(manager))) === AT_ONCE);
    } catch (error) {
      this.connected = false;
      this.log.warn(
        `Commands wait for Kafka or the database: ${error instanceof Error ? error.name : 'unknown fault'}`,
      );
    }
  }

  private async sendSome(manager: EntityManager): Promise<number> {
    const [lock] = await manager.query<{ mine: boolean }[]>(
      `select pg_try_advisory_xact_lock(${LOCK}) as mine`,
    );
    if (lock?.mine !== true) return 0;
    const commands = await manager.query<(OutgoingCommand & { number: string })[]>(
      'select number, topic, key, payload from command where sent_at is null order by number limit $1',
      [AT_ONCE],
    );
    if (commands.length === 0) return 0;
    await this.connect();
    const byTopic = Map.groupBy(commands, ({ topic }) => topic);
    let failure: unknown;
    for (const [topic, ofTopic] of byTopic) {
      // A group whose topic is missing must not keep the other groups from theirs.
      await this.send(manager, topic, ofTopic).catch((error: unknown) => (failure = error));
    }
    if (failure !== undefined)
      this.log.warn('Commands to at least one group could not be sent; tried again soon.');
    return failure === undefined ? commands.length : 0;
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

  private async connect(): Promise<void> {
    if (this.connected) return;
    await this.producer.connect();
    this.connected = true;
  }
}
