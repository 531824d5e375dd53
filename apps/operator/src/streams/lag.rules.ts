import type { GroupPartitionDto, StreamTopicDto, TopicKind } from './stream.dto.ts';

/** Offset at which a group reads on, by partition. */
export type Positions = ReadonlyMap<number, bigint>;

/** How far a group is behind on one topic. Partitions without a position are read from their beginning. */
export function lagOf(topic: StreamTopicDto, positions: Positions): readonly GroupPartitionDto[] {
  return topic.partitions.map(({ partition, earliestOffset, endOffset }) => {
    const [earliest, end] = [BigInt(earliestOffset), BigInt(endOffset)];
    const committed = positions.get(partition) ?? earliest;
    const offset = committed < earliest ? earliest : committed;
    const lag = end > offset ? end - offset : 0n;
    return { partition, offset: offset.toString(), lagEvents: Number(lag) };
  });
}

export function kindOf(topic: string): TopicKind {
  if (topic.endsWith('.dlq')) return 'DEAD_LETTERS';
  if (topic.endsWith('.deliveries')) return 'DELIVERIES';
  return /\.changes\.v\d+$/.test(topic) ? 'CHANGES' : 'OTHER';
}

const OLDEST_MS = 365 * 86_400_000;
const PRECISION_MS = 500;

/**
 * Age in milliseconds of the oldest event still to be read. Kafka tells offsets by time and not times by offset, so
 * the time is found by halving: `allUnreadSince(t)` says whether nothing recorded before `t` is still to be read.
 */
export async function ageOfOldest(
  now: number,
  allUnreadSince: (time: number) => Promise<boolean>,
): Promise<number> {
  let young = 0;
  let old = 1_000;
  while (old < OLDEST_MS && !(await allUnreadSince(now - old))) [young, old] = [old, old * 4];
  // A second is fine for a minute; for a day a minute is.
  while (old - young > Math.max(PRECISION_MS, old / 100)) {
    const middle = Math.floor((old + young) / 2);
    if (await allUnreadSince(now - middle)) old = middle;
    else young = middle;
  }
  return old;
}
