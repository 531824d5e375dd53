import type { Admin, FetchOffsetsPartition, GroupDescription } from 'kafkajs';
import { type Kafka, type KafkaAccess, kafkaClient } from './client.ts';
import { clusterOf, READ_UNCOMMITTED } from './cluster.ts';
import { patiently } from './faults.ts';

/**
 * What the broker has of a partition: `low` is the oldest offset retained, `high` the end of what can be read (last
 * stable offset). A transaction whose commit was acknowledged lies beyond it for a moment: its markers come later.
 */
export interface Watermarks {
  readonly partition: number;
  readonly low: number;
  readonly high: number;
}

/** Offsets to read, `to` exclusive. */
export interface PartitionRange {
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

/** Connected while `work` runs. */
export async function withAdmin<T>(kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** Whether a Kafka broker answers there, knowing its controller and so many brokers. */
export async function answersAsBroker(access: KafkaAccess, count = 1): Promise<boolean> {
  const kafka = kafkaClient(access, 'einmal-local', { retry: { retries: 0 } });
  try {
    const { brokers } = await withAdmin(kafka, (admin) => admin.describeCluster());
    return brokers.length >= count;
  } catch {
    return false;
  }
}

export async function topicExists(admin: Admin, topic: string): Promise<boolean> {
  return (await patiently(() => admin.listTopics())).includes(topic);
}

/** By partition. */
export async function watermarksOf(admin: Admin, topic: string): Promise<readonly Watermarks[]> {
  const offsets = await patiently(() => admin.fetchTopicOffsets(topic));
  return offsets
    .map(({ partition, low, high }) => ({ partition, low: Number(low), high: Number(high) }))
    .sort((a, b) => a.partition - b.partition);
}

/** By partition, the next offset to be written; what lies before it may belong to transactions that are not over. */
export async function writtenEnds(kafka: Kafka, topic: string): Promise<ReadonlyMap<number, number>> {
  const cluster = clusterOf(kafka, READ_UNCOMMITTED);
  try {
    return await patiently(async () => {
      await cluster.connect();
      await cluster.addTargetTopic(topic);
      const partitions = cluster.findTopicPartitionMetadata(topic).map((known) => ({
        partition: known.partitionId,
      }));
      const [found] = await cluster.fetchTopicsOffset([{ topic, fromBeginning: false, partitions }]);
      const ends =
        found?.partitions.map(({ partition, offset }) => [partition, Number(offset)] as const) ?? [];
      return new Map([...ends].sort(([a], [b]) => a - b));
    });
  } finally {
    await cluster.disconnect();
  }
}

/** First offset at or after an instant (ms since 1970) per partition; the high watermark where there is none. */
export async function offsetsAtTime(
  admin: Admin,
  topic: string,
  time: number,
): Promise<ReadonlyMap<number, number>> {
  const offsets = await patiently(() => admin.fetchTopicOffsetsByTimestamp(topic, time));
  return new Map(offsets.map(({ partition, offset }) => [partition, Number(offset)]));
}

/** What a group has committed on a topic; offset -1 where nothing. */
export async function committedOffsets(
  admin: Admin,
  groupId: string,
  topic: string,
): Promise<readonly FetchOffsetsPartition[]> {
  const [found] = await patiently(() => admin.fetchOffsets({ groupId, topics: [topic] }));
  return found?.partitions ?? [];
}

/** Also makes the coordinator of a fresh broker, so that a join meets it ready. */
export async function describeGroups(
  admin: Admin,
  groupIds: readonly string[],
): Promise<readonly GroupDescription[]> {
  const { groups } = await patiently(() => admin.describeGroups([...groupIds]));
  return groups;
}

export const describeGroup = async (admin: Admin, groupId: string): Promise<GroupDescription | undefined> =>
  (await describeGroups(admin, [groupId]))[0];

/** Of a group that nobody ever joined, or that was deleted, Kafka says so too. */
export const isKnown = (found: GroupDescription | undefined): found is GroupDescription =>
  found !== undefined && found.state !== 'Dead';

/** Best effort: the broker forgets an empty group without offsets by itself, later. */
export async function forgetGroup(admin: Admin, groupId: string): Promise<void> {
  await admin.deleteGroups([groupId]).catch(() => undefined);
}
