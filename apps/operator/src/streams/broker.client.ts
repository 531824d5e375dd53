import { Inject, Injectable } from '@nestjs/common';
import {
  ClusterOverview,
  type GroupState,
  isBrokerOutage,
  isPassing,
  type Kafka,
  patiently,
  type TopicEnds,
} from '#libs/kafka';
import { Background } from '#libs/service-kit';
import { KAFKA } from '../injection-tokens.ts';
import { ageOfOldest, kindOf, lagOf, type Positions } from './lag.rules.ts';
import type { GroupTopicDto, StreamGroupDto, StreamTopicDto } from './stream.dto.ts';

export interface BrokerState {
  readonly topics: readonly StreamTopicDto[];
  readonly groups: readonly StreamGroupDto[];
}

/** When the oldest event was recorded that a group has not read, and the positions that this is true of. */
interface Oldest {
  readonly positions: string;
  readonly recordedAt: number;
}

/** Reads topics, groups and lag from Kafka over one connection to each broker, made anew after a failure. */
@Injectable()
export class BrokerClient {
  private overview: Promise<ClusterOverview> | undefined;
  /** By group and topic. As long as a group reads nothing, its oldest event stays the same. */
  private oldest = new Map<string, Oldest>();
  private isOver = false;

  constructor(
    @Inject(KAFKA) private readonly kafka: Kafka,
    background: Background,
  ) {
    background.addLast({
      stop: () => {
        this.isOver = true;
        return this.forget();
      },
    });
  }

  /** Rejects when Kafka does not answer; how long that takes is the caller's to bound. */
  async read(): Promise<BrokerState> {
    try {
      return await patiently(
        () => this.look(),
        undefined,
        (fault) => !this.isOver && (isPassing(fault) || isBrokerOutage(fault)),
      );
    } catch (error) {
      void this.forget();
      throw error;
    }
  }

  /** Many requests, between which topics may vanish, and leaders and coordinators change. */
  private async look(): Promise<BrokerState> {
    const overview = await (this.overview ??= this.connect());
    await overview.refresh();
    const [ends, states] = await Promise.all([overview.topics(), overview.groups()]);
    const topics = ends.filter(({ topic }) => !topic.startsWith('__')).map(streamTopic);
    const byName = new Map(topics.map((topic) => [topic.name, topic]));
    const known = this.oldest;
    const found = new Map<string, Oldest>();
    const groups = await Promise.all(
      states.map((group) => streamGroup(group, byName, { overview, known, found })),
    );
    this.oldest = found;
    return { topics, groups };
  }

  private async connect(): Promise<ClusterOverview> {
    const overview = new ClusterOverview(this.kafka);
    try {
      await overview.connect();
    } catch (error) {
      this.overview = undefined;
      throw error;
    }
    return overview;
  }

  private async forget(): Promise<void> {
    const old = this.overview;
    this.overview = undefined;
    await old?.then((overview) => overview.disconnect()).catch(() => undefined);
  }
}

interface Look {
  readonly overview: ClusterOverview;
  /** As the last look found them. */
  readonly known: ReadonlyMap<string, Oldest>;
  /** As this one does. */
  readonly found: Map<string, Oldest>;
}

function streamTopic({ topic: name, partitions }: TopicEnds): StreamTopicDto {
  const kept = partitions.reduce((sum, { earliest, end }) => sum + Number(BigInt(end) - BigInt(earliest)), 0);
  return {
    ...{ name, kind: kindOf(name), kept },
    partitions: partitions.map(({ partition, earliest, end }) => ({
      partition,
      earliestOffset: earliest,
      endOffset: end,
    })),
  };
}

async function streamGroup(
  { group: name, state, members, committed }: GroupState,
  known: ReadonlyMap<string, StreamTopicDto>,
  look: Look,
): Promise<StreamGroupDto> {
  const read = committed.flatMap(({ topic: topicName, partitions }) => {
    const topic = known.get(topicName);
    const positions = new Map(
      partitions.filter(({ offset }) => offset !== '-1').map((each) => [each.partition, BigInt(each.offset)]),
    );
    return topic && positions.size > 0 ? [lagOn(name, topic, positions, look)] : [];
  });
  const topics = await Promise.all(read);
  const ages = topics.map(({ lagSeconds }) => lagSeconds).filter((age) => age !== undefined);
  return {
    ...{ name, state, members },
    lagEvents: topics.reduce((sum, { lagEvents }) => sum + lagEvents, 0),
    ...(ages.length > 0 && { lagSeconds: Math.max(...ages) }),
    topics,
  };
}

async function lagOn(
  group: string,
  { name: topic, ...ends }: StreamTopicDto,
  committed: Positions,
  { overview, known, found }: Look,
): Promise<GroupTopicDto> {
  const partitions = lagOf({ name: topic, ...ends }, committed);
  const lagEvents = partitions.reduce((sum, each) => sum + each.lagEvents, 0);
  const behind = partitions.filter((each) => each.lagEvents > 0);
  if (behind.length === 0) return { topic, lagEvents, lagSeconds: 0, partitions };
  const key = JSON.stringify([group, topic]);
  const positions = JSON.stringify(behind.map(({ partition, offset }) => [partition, offset]));
  const last = known.get(key);
  const now = Date.now();
  const oldest =
    last?.positions === positions
      ? last
      : { positions, recordedAt: now - (await ageOfOldest(now, unreadSince(overview, topic, behind))) };
  found.set(key, oldest);
  return { topic, lagEvents, lagSeconds: Math.round((now - oldest.recordedAt) / 1_000), partitions };
}

const unreadSince =
  (overview: ClusterOverview, topic: string, behind: GroupTopicDto['partitions']) =>
  async (time: number): Promise<boolean> => {
    const offsets = await overview.offsetsAt(
      topic,
      behind.map(({ partition }) => partition),
      time,
    );
    return behind.every(({ partition, offset }) => {
      const first = offsets.get(partition);
      return first === undefined || (first >= 0n && first <= BigInt(offset));
    });
  };
