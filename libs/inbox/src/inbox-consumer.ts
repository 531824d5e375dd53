import { Logger } from '@nestjs/common';
import type { Batch, Consumer, Kafka, KafkaMessage } from '#libs/kafka';
import { AT_REST, commitAloud, groupConsumer, isBrokerOutage } from '#libs/kafka';
import { type BackOff, Loop } from '#libs/service-kit';
import { CrashLoop } from './crash-loop.rules.ts';
import { nameOfFault } from './outage.rules.ts';
import type { PartitionProgress } from './partition-progress.ts';
import { Partitions } from './partitions.ts';
import type { Place } from './received.ts';

export interface ConsumerParts {
  readonly kafka: Kafka;
  readonly group: string;
  readonly topics: readonly string[];
  readonly sessionMs: number;
  /** Takes a message without waiting for it. */
  readonly take: (place: Place, message: KafkaMessage, work: TakenWork) => void;
}

export interface TakenWork {
  /** What became of the message is durable. */
  readonly finished: () => void;
  readonly isAbandoned: () => boolean;
}

/** Messages of one partition in memory at which it reads no further, and at which it goes on. */
const UNDER_WAY = { most: 500, few: 100 };
/** A partition goes on at once after a wait; after a pause it does when the brokers have answered the others' fetch. */
const WAIT_BEFORE_PAUSE_MS = 200;
const COMMIT_AFTER_MS = 200;
const RESTART: BackOff = { firstMs: 250, factor: 2, maxMs: 2_000, jitter: 0.25 };

/**
 * One member of the consumer group, for as long as the process lives. Reading does not wait for handling: the loop of
 * kafkajs keeps its heartbeats and joins rebalances at once. A position is committed up to the first unfinished event.
 */
export class InboxConsumer {
  readonly crashLoop = new CrashLoop();
  readonly partitions = new Partitions();
  private readonly log = new Logger('Inbox');
  private readonly taking = new AbortController();
  private readonly loop: Loop;
  private consumer: Consumer | undefined;
  private isLeaving = false;
  private commitTimer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: ConsumerParts) {
    this.loop = new Loop({
      name: `consumer of ${parts.group}`,
      everyMs: RESTART.firstMs,
      backOff: RESTART,
      work: (signal) => this.stay(signal),
    });
  }

  start(): void {
    this.loop.start();
  }

  /** Takes nothing more, but stays a member: nobody else needs to repeat what is under way. */
  stopTaking(): void {
    this.taking.abort();
    this.pauseAll();
  }

  /** Commits what is finished and leaves the group. */
  async leave(): Promise<void> {
    await this.commit();
    this.isLeaving = true;
    clearTimeout(this.commitTimer);
    await this.loop.stop();
  }

  private async stay(leave: AbortSignal): Promise<void> {
    try {
      await this.term(leave);
    } catch (error) {
      if (leave.aborted) return;
      if (!isBrokerOutage(error)) this.crashLoop.note(Date.now());
      throw error;
    }
  }

  /** From joining the group to leaving it; rejects when the consumer crashed. */
  private async term(leave: AbortSignal): Promise<void> {
    const { group, topics, sessionMs } = this.parts;
    const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
    ended.catch(() => undefined);
    leave.addEventListener('abort', () => resolve(), { once: true });
    const consumer = groupConsumer(this.parts.kafka, {
      groupId: group,
      sessionTimeout: sessionMs,
      ...AT_REST,
      maxBytesPerPartition: 256 * 1024,
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 8 },
      onCrash: reject,
    });
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
      if (this.partitions.passMarkers(payload)) this.commitSoon(COMMIT_AFTER_MS);
    });
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => this.joined(payload.memberAssignment));
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      this.consumer = consumer;
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: 4,
        eachBatch: (payload) => this.takeBatch(payload.batch, (offset) => payload.resolveOffset(offset)),
      });
      await ended;
    } finally {
      this.consumer = undefined;
      this.partitions.unassign();
      await consumer.disconnect().catch(() => undefined);
    }
  }

  private joined(assignment: Readonly<Record<string, readonly number[]>>): void {
    // kafkajs would remember the pause of a partition that goes away, and keep it when it comes back.
    for (const { topic, partition } of this.partitions.assign(assignment)) {
      this.whileRunning((consumer) => consumer.resume([{ topic, partitions: [partition] }]));
    }
    if (this.taking.signal.aborted) this.pauseAll();
  }

  private async takeBatch(batch: Batch, resolve: (offset: string) => void): Promise<void> {
    const [first, last] = [batch.messages[0], batch.messages.at(-1)];
    if (!first || !last || this.taking.signal.aborted || !this.partitions.has(batch)) return;
    const progress = this.partitions.progressOf(batch, Number(first.offset));
    for (const message of batch.messages) this.take(batch, message, progress);
    resolve(last.offset);
    progress.readUpTo(Number(batch.lastOffset()));
    if (progress.underWay <= UNDER_WAY.most) return;
    await progress.untilFew(UNDER_WAY.few, WAIT_BEFORE_PAUSE_MS);
    if (progress.underWay <= UNDER_WAY.few || progress.abandoned) return;
    progress.paused = true;
    this.consumer?.pause([{ topic: batch.topic, partitions: [batch.partition] }]);
  }

  private take(batch: Batch, message: KafkaMessage, progress: PartitionProgress): void {
    const offset = Number(message.offset);
    if (!progress.accept(offset, Number(message.timestamp))) return;
    const { topic, partition } = batch;
    this.parts.take({ topic, partition, offset: message.offset }, message, {
      isAbandoned: () => progress.abandoned,
      finished: () => {
        progress.finish(offset);
        this.commitSoon(COMMIT_AFTER_MS);
        if (!progress.paused || progress.underWay > UNDER_WAY.few) return;
        progress.paused = false;
        this.whileRunning((consumer) => consumer.resume([{ topic, partitions: [partition] }]));
      },
    });
  }

  private commitSoon(ms: number): void {
    if (this.isLeaving) return;
    // by hand: once for whatever is finished meanwhile
    this.commitTimer ??= setTimeout(() => void this.commit(), ms);
  }

  /** A failed commit is harmless, what is read again is recognised; it is repeated so that the lag shown is true. */
  private async commit(): Promise<void> {
    let pauseMs = COMMIT_AFTER_MS;
    try {
      const { positions, acknowledged } = this.partitions.due();
      if (positions.length === 0) return;
      if (!this.consumer) throw new Error('The consumer is between two terms.');
      await commitAloud(this.consumer, positions);
      acknowledged();
    } catch (error) {
      this.log.debug(`Positions of ${this.parts.group} were not committed: ${nameOfFault(error)}`);
      pauseMs = 5 * COMMIT_AFTER_MS;
    } finally {
      this.commitTimer = undefined;
      // What was finished while the broker was asked found a timer set, and nobody else comes back to it.
      if (this.partitions.due().positions.length > 0) this.commitSoon(pauseMs);
    }
  }

  private pauseAll(): void {
    this.whileRunning((consumer) => consumer.pause(this.parts.topics.map((topic) => ({ topic }))));
  }

  /** Between two terms there is nothing to pause, and kafkajs throws. */
  private whileRunning(act: (consumer: Consumer) => void): void {
    try {
      if (this.consumer && this.partitions.isAssigned) act(this.consumer);
    } catch (error) {
      this.log.debug(`The consumer of ${this.parts.group} is between two terms: ${nameOfFault(error)}`);
    }
  }
}
