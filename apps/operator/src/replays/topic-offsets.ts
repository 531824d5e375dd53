import { setTimeout as delay } from 'node:timers/promises';
import type { Admin, FetchOffsetsPartition, Kafka } from 'kafkajs';
import type { OffsetsAt, Watermarks } from './replay-range.rules.ts';
import type { Bound } from './replay-selection.rules.ts';

/** What the broker says about topics and groups; connected while `work` runs. */
export async function withAdmin<T>(kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

export async function topicExists(admin: Admin, topic: string): Promise<boolean> {
  return (await admin.listTopics()).includes(topic);
}

export async function watermarksOf(admin: Admin, topic: string): Promise<readonly Watermarks[]> {
  const offsets = await admin.fetchTopicOffsets(topic);
  return offsets
    .map(({ partition, low, high }) => ({ partition, low: Number(low), high: Number(high) }))
    .sort((a, b) => a.partition - b.partition);
}

/** Asks the broker for every instant among the bounds. Past the end of the log it answers the high watermark. */
export async function offsetsAtTimes(
  admin: Admin,
  topic: string,
  bounds: readonly (Bound | undefined)[],
): Promise<OffsetsAt> {
  const found = new Map<string, ReadonlyMap<number, number>>();
  for (const bound of bounds) {
    if (bound === undefined || !('time' in bound)) continue;
    const offsets = await admin.fetchTopicOffsetsByTimestamp(topic, Date.parse(bound.time));
    found.set(bound.time, new Map(offsets.map(({ partition, offset }) => [partition, Number(offset)])));
  }
  return (time) => found.get(time) ?? new Map<number, number>();
}

const COORDINATOR_ATTEMPTS = 20;
const COORDINATOR_PAUSE_MS = 100;

/** What a group has committed; kafkajs does not ask again while the group's coordinator is only just being chosen. */
export async function committedOffsets(
  admin: Admin,
  groupId: string,
  topic: string,
): Promise<readonly FetchOffsetsPartition[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      const [found] = await admin.fetchOffsets({ groupId, topics: [topic] });
      return found?.partitions ?? [];
    } catch (error) {
      if (attempt === COORDINATOR_ATTEMPTS) throw error;
      await delay(COORDINATOR_PAUSE_MS);
    }
  }
}
