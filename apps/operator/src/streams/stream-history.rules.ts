import type { StreamHistoryPointDto } from './stream-history.dto.ts';
import type { StreamsDto } from './stream.dto.ts';

interface GroupSample {
  readonly lagEvents: number;
  readonly lagSeconds: number;
  readonly topics: readonly string[];
}

/** What one picture of the streams is remembered by: counts, by name. Nothing where Kafka did not answer. */
export interface Sample {
  readonly at: string;
  readonly groups?: ReadonlyMap<string, GroupSample>;
  /** Sum of the end offsets, by topic. */
  readonly written?: ReadonlyMap<string, number>;
}

export function sampleOf({ asOf, missing, groups, topics }: StreamsDto): Sample {
  if (missing.some(({ part }) => part === 'kafka')) return { at: asOf };
  return {
    at: asOf,
    groups: new Map(
      groups.map(({ name, lagEvents, lagSeconds = 0, topics: read }) => [
        name,
        { lagEvents, lagSeconds, topics: read.map(({ topic }) => topic) },
      ]),
    ),
    written: new Map(
      topics
        .filter(({ kind }) => kind === 'CHANGES' || kind === 'DELIVERIES')
        .map(({ name, partitions }) => [
          name,
          partitions.reduce((sum, { endOffset }) => sum + Number(endOffset), 0),
        ]),
    ),
  };
}

/** Of one group and what it reads, or of all. A topic that is new, or that was made anew, begins where it is. */
export function seriesOf(samples: readonly Sample[], group?: string): readonly StreamHistoryPointDto[] {
  return samples.slice(1).map((sample, index) => {
    const before = samples[index]!;
    return { at: sample.at, ...lagOf(sample, group), ...rateOf(before, sample, group) };
  });
}

function lagOf({ groups }: Sample, group?: string): Partial<StreamHistoryPointDto> {
  if (groups === undefined) return {};
  const wanted =
    group === undefined ? [...groups.values()] : [groups.get(group)].filter((each) => each !== undefined);
  if (group !== undefined && wanted.length === 0) return {};
  return {
    lagEvents: wanted.reduce((sum, { lagEvents }) => sum + lagEvents, 0),
    lagSeconds: Math.max(0, ...wanted.map(({ lagSeconds }) => lagSeconds)),
  };
}

function rateOf(before: Sample, now: Sample, group?: string): Partial<StreamHistoryPointDto> {
  const seconds = (Date.parse(now.at) - Date.parse(before.at)) / 1_000;
  if (before.written === undefined || now.written === undefined || seconds <= 0) return {};
  const topics = group === undefined ? [...now.written.keys()] : now.groups?.get(group)?.topics;
  if (topics === undefined) return {};
  const added = topics.reduce((sum, topic) => {
    const [earlier, later] = [before.written!.get(topic), now.written!.get(topic)];
    return earlier === undefined || later === undefined ? sum : sum + Math.max(0, later - earlier);
  }, 0);
  return { eventsPerSecond: Math.round((added * 100) / seconds) / 100 };
}
