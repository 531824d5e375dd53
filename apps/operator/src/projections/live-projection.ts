import type { Pool, PoolClient } from 'pg';
import { type ChangeEvent, readChangeEvent } from '#libs/contracts';
import {
  type Consumer,
  type EachBatchPayload,
  groupConsumer,
  type Kafka,
  watermarksOf,
  withAdmin,
  AT_REST,
} from '#libs/kafka';
import { applyRows, currentGeneration, positionsOf, savePositions } from './projection.store.ts';
import { foldEvents } from './record-version.rules.ts';

export interface LiveProjectionOptions {
  readonly kafka: Kafka;
  readonly pool: Pool;
  readonly topic: string;
  readonly groupId: string;
  /** Told after each batch that took effect, of the offsets in it that hold no change event. */
  readonly onApplied: (partition: number, skipped: readonly string[]) => void;
  /** Told when the consumer gave up; it must then be started anew. */
  readonly onCrash: (error: Error) => void;
}

/**
 * Keeps the current generation of a topic's projection up to date. Rows and position are one transaction, which also
 * holds the pointer: a rebuilt generation takes over between two batches, never within one.
 */
export class LiveProjection {
  private readonly consumer: Consumer;

  constructor(private readonly options: LiveProjectionOptions) {
    this.consumer = groupConsumer(options.kafka, {
      groupId: options.groupId,
      ...AT_REST,
      retry: { initialRetryTime: 200, maxRetryTime: 2_000, retries: 8 },
      onCrash: options.onCrash,
    });
  }

  async start(): Promise<void> {
    const { pool, topic } = this.options;
    await currentGeneration(pool, topic);
    await this.consumer.connect();
    await this.consumer.subscribe({ topic, fromBeginning: true });
    await this.consumer.run({ eachBatchAutoResolve: true, eachBatch: (payload) => this.apply(payload) });
  }

  async stop(): Promise<void> {
    await this.consumer.disconnect();
  }

  private async apply(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const first = batch.firstOffset();
    if (payload.isStale() || first === null) return;
    const { partition } = batch;
    const client = await this.options.pool.connect();
    try {
      await client.query('begin');
      const { behind, skipped } = await this.applyFrom(client, batch, Number(first));
      await client.query('commit');
      this.options.onApplied(partition, skipped);
      // Another instance, or a restored database, stands elsewhere than the group's committed offset.
      if (behind !== undefined)
        this.consumer.seek({ topic: this.options.topic, partition, offset: `${behind}` });
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  /** Answers the position to go back to, when this batch begins after it, and what it left out. */
  private async applyFrom(
    client: PoolClient,
    batch: EachBatchPayload['batch'],
    first: number,
  ): Promise<{ readonly behind?: number; readonly skipped: readonly string[] }> {
    const generation = await currentGeneration(client, this.options.topic, 'for share');
    const places = await positionsOf(client, generation);
    const position = places.find(({ partition }) => partition === batch.partition)?.next;
    const from = Math.max(position ?? 0, await this.oldestUpTo(first, batch.partition, position ?? 0));
    if (first > from) return { behind: from, skipped: [] };
    const events: ChangeEvent[] = [];
    const skipped: string[] = [];
    for (const { offset, value } of batch.messages) {
      if (Number(offset) < (position ?? 0)) continue;
      const event = readChangeEvent(value);
      if (event) events.push(event);
      else skipped.push(offset);
    }
    await applyRows(client, generation, foldEvents(events));
    const next = Math.max(position ?? 0, Number(batch.lastOffset()) + 1);
    await savePositions(client, generation, [{ partition: batch.partition, next }]);
    return { skipped };
  }

  /** What retention has deleted cannot be gone back to; the versions it told of then count as missing. */
  private async oldestUpTo(first: number, wanted: number, position: number): Promise<number> {
    if (first <= position) return position;
    const marks = await withAdmin(this.options.kafka, (admin) => watermarksOf(admin, this.options.topic));
    return Math.min(first, marks.find(({ partition }) => partition === wanted)?.low ?? first);
  }
}
