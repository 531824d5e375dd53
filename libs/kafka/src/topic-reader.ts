import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Admin, Batch, Consumer, EachBatchPayload } from 'kafkajs';
import { describeGroup, forgetGroup, type PartitionRange, watermarksOf, withAdmin } from './admin.ts';
import type { Kafka } from './client.ts';
import { groupConsumer } from './consumer.ts';
import { OffsetsGone } from './faults.ts';
import type { ReadMessage } from './wire/fetch-response.ts';
import { withOwnDecoding } from './wire/own-decoding.ts';

/** Messages of one partition that follow one another; `next` is the offset to read after them. */
export interface Run {
  readonly partition: number;
  readonly messages: readonly ReadMessage[];
  readonly next: number;
}

export interface ReaderOptions {
  readonly kafka: Kafka;
  readonly admin: Admin;
  readonly topic: string;
  /** Of this reader alone: two members would each see half. Its offsets are never committed. */
  readonly groupId: string;
  readonly ranges: readonly PartitionRange[];
  readonly signal: AbortSignal;
}

/** Messages that wait for whoever takes them; fetching goes on meanwhile, so that broker and replay work at once. */
const QUEUE_MAX = 4_000;
/** Of one answer, and of one partition in it; what is fetched and waits is what a replay needs memory for (ADR 0034). */
const FETCH = { bytes: 2 * 1024 * 1024, partitionBytes: 1024 * 1024 };
const HEARTBEAT_MS = 2_000;
/** Without progress for so long, it is worth asking whether retention has eaten what is left. */
const STALL_MS = 2_000;

/**
 * Reads exactly the given ranges, committed events only, and ends. A range also ends where only transaction markers
 * are left, which take offsets but are never seen.
 */
export class TopicReader {
  private readonly consumer: Consumer;
  private readonly positions = new Map<number, number>();
  private readonly ends: ReadonlyMap<number, number>;
  private readonly wake = new EventTarget();
  private queue: Run[] = [];
  private queued = 0;
  private failure: Error | undefined;
  private readonly options: ReaderOptions;

  constructor(options: ReaderOptions) {
    this.options = options;
    const { kafka, groupId, ranges } = options;
    this.ends = new Map(ranges.map(({ partition, to }) => [partition, to]));
    for (const { partition, from, to } of ranges) if (from < to) this.positions.set(partition, from);
    this.consumer = groupConsumer(withOwnDecoding(kafka), {
      groupId,
      maxWaitTimeInMs: 100,
      maxBytes: FETCH.bytes,
      maxBytesPerPartition: FETCH.partitionBytes,
      onCrash: (error) => this.fail(error),
    });
  }

  /** Everything that arrived since the last time, until the ranges are read; rejects when the signal aborts. */
  async *read(): AsyncGenerator<readonly Run[]> {
    if (this.positions.size === 0) return;
    try {
      await this.start();
      for (;;) {
        this.options.signal.throwIfAborted();
        if (this.failure !== undefined) throw this.failure;
        if (this.queue.length > 0) {
          yield this.takeAll();
          continue;
        }
        if (this.positions.size === 0) return;
        if (!(await this.something('arrived', STALL_MS))) await this.refuseHoles();
      }
    } finally {
      await this.stop();
    }
  }

  private async start(): Promise<void> {
    const { admin, groupId, topic } = this.options;
    const { END_BATCH_PROCESS } = this.consumer.events;
    // A fetch that brought nothing but markers or aborted events passes here only.
    this.consumer.on(END_BATCH_PROCESS, ({ payload: { partition, batchSize, firstOffset, lastOffset } }) => {
      if (batchSize === 0 && firstOffset !== null)
        this.advance(partition, [], Number(firstOffset), Number(lastOffset) + 1);
    });
    await this.consumer.connect();
    await this.consumer.subscribe({ topic, fromBeginning: true });
    await describeGroup(admin, groupId);
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: true,
      eachBatch: (payload) => this.accept(payload),
    });
    if (this.failure !== undefined) throw this.failure;
    for (const [partition, from] of this.positions)
      this.consumer.seek({ topic, partition, offset: `${from}` });
    const others = (await watermarksOf(admin, topic))
      .map(({ partition }) => partition)
      .filter((partition) => !this.positions.has(partition));
    if (others.length > 0) this.consumer.pause([{ topic, partitions: others }]);
  }

  private async accept(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const first = batch.firstOffset();
    if (payload.isStale() || first === null) return;
    this.advance(batch.partition, batch.messages, Number(first), nextAfter(batch));
    while (this.queued > QUEUE_MAX && !this.options.signal.aborted && this.failure === undefined) {
      await this.something('taken', HEARTBEAT_MS);
      await payload.heartbeat();
    }
  }

  private advance(partition: number, messages: readonly ReadMessage[], first: number, next: number): void {
    const position = this.positions.get(partition);
    const end = this.ends.get(partition);
    if (position === undefined || end === undefined || next <= position) return;
    if (first > position) return this.fail(new OffsetsGone(partition, position, first));
    const whole = first === position && next <= end;
    const wanted = whole ? messages : messages.filter(({ offset }) => within(Number(offset), position, end));
    this.queue.push({ partition, messages: wanted, next: Math.min(next, end) });
    this.queued += wanted.length;
    if (next < end) this.positions.set(partition, next);
    else this.finish(partition);
    this.wake.dispatchEvent(new Event('arrived'));
  }

  private finish(partition: number): void {
    this.positions.delete(partition);
    this.consumer.pause([{ topic: this.options.topic, partitions: [partition] }]);
  }

  private takeAll(): readonly Run[] {
    const runs = this.queue;
    this.queue = [];
    this.queued = 0;
    this.wake.dispatchEvent(new Event('taken'));
    return runs;
  }

  private fail(error: Error): void {
    this.failure ??= error;
    this.wake.dispatchEvent(new Event('arrived'));
    this.wake.dispatchEvent(new Event('taken'));
  }

  /** @returns false when it did not happen within the time */
  private async something(event: 'arrived' | 'taken', withinMs: number): Promise<boolean> {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, this.options.signal]);
    try {
      const happened = once(this.wake, event, { signal }).then(() => true);
      return await Promise.race([happened, delay(withinMs, false, { signal })]);
    } catch (error) {
      if (!this.options.signal.aborted) throw error;
      return true;
    } finally {
      over.abort();
    }
  }

  /** kafkajs starts silently at another offset when the wanted one is gone; where none is left it waits for ever. */
  private async refuseHoles(): Promise<void> {
    for (const { partition, low } of await watermarksOf(this.options.admin, this.options.topic)) {
      const position = this.positions.get(partition);
      if (position !== undefined && low > position) throw new OffsetsGone(partition, position, low);
    }
  }

  private async stop(): Promise<void> {
    // Lets go a fetch that waits for room in the queue.
    this.fail(new Error('The reader was closed.'));
    await this.consumer.disconnect();
    await forgetGroup(this.options.admin, this.options.groupId);
  }
}

const within = (offset: number, from: number, to: number): boolean => offset >= from && offset < to;
const nextAfter = (batch: Batch): number => Number(batch.lastOffset()) + 1;

/** All that a topic holds now; of each partition in its order. */
export async function readTopic(
  kafka: Kafka,
  { topic, groupId, signal }: Pick<ReaderOptions, 'topic' | 'groupId' | 'signal'>,
): Promise<readonly ReadMessage[]> {
  return withAdmin(kafka, async (admin) => {
    const marks = await watermarksOf(admin, topic);
    const ranges = marks.map(({ partition, low, high }) => ({ partition, from: low, to: high }));
    const found: ReadMessage[] = [];
    for await (const runs of new TopicReader({ kafka, admin, topic, groupId, ranges, signal }).read())
      for (const { messages } of runs) found.push(...messages);
    return found;
  });
}
