import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { from, isObservable, lastValueFrom } from 'rxjs';
import type { DataSource, EntityManager } from 'typeorm';
import { deliveryTopic } from '#libs/contracts';
import { GroupLag, type KafkaMessage } from '#libs/kafka';
import { type BackOff, Slots, withTimeLimit } from '#libs/service-kit';
import { Commands } from './commands.ts';
import { DeadLetterAnnouncer } from './dead-letter-announcer.ts';
import { EventHandling } from './event-handling.ts';
import { InboxConsumer, type TakenWork } from './inbox-consumer.ts';
import { InboxContext } from './inbox-context.ts';
import { inboxMetrics } from './inbox.metrics.ts';
import type { InboxOptions } from './inbox-options.ts';
import { parkedCountSql } from './inbox.sql.ts';
import { InboxStore } from './inbox.store.ts';
import { Perseverance } from './perseverance.ts';
import { receive, type Place, type ReceivedEvent } from './received.ts';
import { traceTry } from './trace-event.ts';
import { WorkQueue } from './work-queue.ts';

const BACK_OFF: BackOff = { firstMs: 100, factor: 2, maxMs: 5_000, jitter: 0.25 };
const DEFAULTS = {
  transactionsAtOnce: 4,
  eventsPerTransaction: 100,
  attempts: 5,
  backOff: BACK_OFF,
  sessionMs: 10_000,
  graceMs: 15_000,
};
const EVENTS_PER_QUESTION = 500;
/** What was told to end has as long to do so. */
const IMPATIENCE_MS = 1_000;
/** How long the end of the service waits for brokers that do not answer. */
const LEAVE_MS = 5_000;

/** Nest's way from Kafka to `@EventPattern` handlers, for one consumer group. */
export class InboxTransport extends Server implements CustomTransportStrategy {
  override readonly transportId: symbol;
  /** Faults reach our own handling, which decides whether an event is tried again. */
  override readonly propagatesEventHandlerErrors = true;
  private readonly log = new Logger('Inbox');
  private readonly stopping = new AbortController();
  private readonly impatience = new AbortController();
  private readonly ignored: ReadonlySet<string>;
  private readonly addressed: string;
  private readonly graceMs: number;
  /** Whether it handles some events and passes over others of a type. */
  private readonly isSelective: boolean;
  private readonly perseverance: Perseverance;
  private readonly store: InboxStore;
  private readonly announcer: DeadLetterAnnouncer;
  private readonly queue: WorkQueue;
  private readonly consumer: InboxConsumer;
  private readonly lag: GroupLag;
  private readonly metrics: ReturnType<typeof inboxMetrics>;

  /** @param measuring for figures alone, which take no connection from handlers */
  constructor(
    source: DataSource,
    private readonly measuring: Pool,
    options: InboxOptions,
  ) {
    super();
    const { group, kafka, topics } = options;
    const { transactionsAtOnce, eventsPerTransaction, attempts, backOff, sessionMs, graceMs } = {
      ...DEFAULTS,
      ...options,
    };
    this.transportId = options.transportId;
    this.ignored = new Set(options.ignored);
    this.addressed = deliveryTopic(group);
    this.graceMs = graceMs;
    this.isSelective = options.concerned !== undefined;
    this.perseverance = new Perseverance(backOff, this.stopping.signal);
    this.store = new InboxStore(source, group);
    this.announcer = new DeadLetterAnnouncer(kafka, this.store);
    const { changed } = this.announcer;
    const handling = new EventHandling({
      ...options,
      store: this.store,
      slots: new Slots(transactionsAtOnce),
      perseverance: this.perseverance,
      invoke: (attempt) => (event, manager) => this.invoke(event, manager, attempt),
      treatmentOf: (type) => this.treatmentOf(type),
      attempts,
      changed,
    });
    this.queue = new WorkQueue({
      handling,
      commands: new Commands(this.store, handling, this.perseverance, changed),
      transactionsAtOnce,
      eventsPerTransaction,
      eventsPerQuestion: options.concerned ? EVENTS_PER_QUESTION : eventsPerTransaction,
      count: (result) => this.metrics.count(result),
    });
    const all = [...topics, this.addressed];
    this.consumer = new InboxConsumer({
      kafka,
      group,
      topics: all,
      sessionMs,
      take: (place, message, work) => this.take(place, message, work),
    });
    this.lag = new GroupLag(kafka, group, all);
    this.metrics = inboxMetrics({
      group,
      topics: all,
      isMember: () => this.consumer.partitions.isAssigned,
      waiting: () => this.perseverance.waiting,
      parked: () => this.countParked(),
      lagEvents: () => this.lag.read(),
      oldestUnderWay: () => this.consumer.partitions.oldestUnderWay(),
    });
  }

  /** True while events wait for the database. */
  get isWaiting(): boolean {
    return this.perseverance.waiting > 0;
  }

  get isCrashing(): boolean {
    return this.consumer.crashLoop.isOn(Date.now());
  }

  listen(callback: () => void): void {
    this.announcer.start();
    this.consumer.start();
    callback();
  }

  /** Finishes what is under way, as far as patience goes, commits, leaves the group, announces what was parked. */
  async close(): Promise<void> {
    this.consumer.stopTaking();
    this.stopping.abort();
    await this.endWork();
    const leave = () => Promise.allSettled([this.consumer.leave(), this.announcer.stop(), this.lag.close()]);
    await withTimeLimit(LEAVE_MS, 'Leaving the group', leave).catch((error: unknown) => this.log.warn(error));
    this.metrics.close();
  }

  on(): never {
    throw new Error('The inbox has no events of its own.');
  }

  unwrap<T>(): T {
    return this.consumer as T;
  }

  private async endWork(): Promise<void> {
    const idle = () => this.queue.end();
    try {
      await withTimeLimit(this.graceMs, 'Work under way', idle);
    } catch {
      this.impatience.abort();
      await withTimeLimit(IMPATIENCE_MS, 'Work that was told to end', idle).catch((error: unknown) =>
        this.log.warn(error),
      );
    }
  }

  /** Types are patterns as they are. `getHandlerByPattern` would first parse each as JSON, which throws. */
  private treatmentOf(type: string): 'handle' | 'ignore' | undefined {
    if (this.messageHandlers.has(type)) return 'handle';
    return this.ignored.has(type) ? 'ignore' : undefined;
  }

  private async invoke(
    event: ReceivedEvent,
    manager: EntityManager,
    attempt: number,
  ): Promise<'remember' | 'forget'> {
    const { topic, partition, offset, replay } = event;
    const { signal } = this.impatience;
    const context = new InboxContext(manager, topic, partition, offset, attempt, signal, replay);
    const handled = async (): Promise<void> => {
      const result: unknown = await this.messageHandlers.get(event.type)?.(event.event, context);
      if (isObservable(result)) await lastValueFrom(from(result), { defaultValue: undefined });
    };
    await (this.isSelective ? handled() : traceTry(event, this.store.group, attempt, handled));
    return context.isTraceless ? 'forget' : 'remember';
  }

  private take(place: Place, message: KafkaMessage, { isAbandoned, finished }: TakenWork): void {
    this.queue.add({
      received: receive(place, message, place.topic === this.addressed),
      isAbandoned: () => this.stopping.signal.aborted || isAbandoned(),
      finished,
    });
  }

  private async countParked(): Promise<number> {
    const { rows } = await this.measuring.query<{ parked: number }>(parkedCountSql, [this.store.group]);
    return rows[0]?.parked ?? 0;
  }
}
