import type { Kafka } from './client.ts';
import {
  type ClosableBroker,
  type Cluster,
  clusterOf,
  ofWhatIsLed,
  type Protocol,
  sendBy,
} from './cluster.ts';
import { ByteWriter } from './wire/byte-writer.ts';
import { type AskedTopic, type FoundOffsets, listOffsets } from './wire/list-offsets.ts';
import { type GroupOffsets, offsetFetch } from './wire/offset-fetch.ts';

/** What is kept of a partition: from the first offset on, to before the end of what can be read. */
export interface PartitionEnds {
  readonly partition: number;
  readonly earliest: string;
  readonly end: string;
}

export interface TopicEnds {
  readonly topic: string;
  readonly partitions: readonly PartitionEnds[];
}

export interface GroupState {
  readonly group: string;
  readonly state: string;
  readonly members: number;
  readonly committed: readonly Committed[];
}

interface Offset {
  readonly partition: number;
  readonly offset: string;
}

interface Committed {
  readonly topic: string;
  readonly partitions: readonly Offset[];
}

/** The requests of kafkajs that its administration makes one by one. */
interface AskedBroker extends ClosableBroker {
  listGroups(): Promise<{
    readonly groups: readonly { readonly groupId: string; readonly protocolType: string }[];
  }>;
  describeGroups(asked: { readonly groupIds: readonly string[] }): Promise<{
    readonly groups: readonly {
      readonly groupId: string;
      readonly state: string;
      readonly members: readonly unknown[];
    }[];
  }>;
}

interface AskedPartitions extends AskedTopic {
  readonly partitions: number[];
}

/** As Kafka's protocol numbers them (ListOffsets). */
const EARLIEST = -2;
const END = -1;

/**
 * All topics and groups of a cluster, in one request to each broker of what the administration of kafkajs asks for topic by
 * topic and group by group.
 */
export class ClusterOverview {
  private readonly cluster: Cluster<AskedBroker>;
  private readonly writer = new ByteWriter();

  constructor(kafka: Kafka) {
    this.cluster = ofWhatIsLed(clusterOf<AskedBroker>(kafka, undefined, null));
  }

  connect(): Promise<void> {
    return this.cluster.connect();
  }

  disconnect(): Promise<void> {
    return this.cluster.disconnect();
  }

  /** What there is by now: the others speak of the topics and brokers that were found by it. */
  refresh(): Promise<void> {
    return this.cluster.refreshMetadata();
  }

  /** By name. Partitions that nobody leads are left out. */
  async topics(): Promise<readonly TopicEnds[]> {
    const [earliest, ends] = await Promise.all([this.offsets(EARLIEST), this.offsets(END)]);
    return [...ends]
      .map(([topic, partitions]) => ({
        topic,
        partitions: [...partitions]
          .map(([partition, end]) => ({
            partition,
            end,
            earliest: earliest.get(topic)?.get(partition) ?? end,
          }))
          .sort((a, b) => a.partition - b.partition),
      }))
      .sort((a, b) => (a.topic < b.topic ? -1 : 1));
  }

  /** Of the groups that share topics by Kafka's own means, by name. */
  async groups(): Promise<readonly GroupState[]> {
    const { brokers } = this.cluster.brokerPool.metadata;
    const found = await Promise.all(brokers.map(({ nodeId }) => this.groupsAt(nodeId)));
    return found.flat().sort((a, b) => a.group.localeCompare(b.group));
  }

  /** By partition, the first offset that was recorded at an instant (ms since 1970) or later; -1 where there is none. */
  async offsetsAt(
    topic: string,
    partitions: readonly number[],
    timestamp: number,
  ): Promise<ReadonlyMap<number, bigint>> {
    const found = await this.offsets(timestamp, { topic, partitions });
    return new Map([...(found.get(topic) ?? [])].map(([partition, offset]) => [partition, BigInt(offset)]));
  }

  private async offsets(
    timestamp: number,
    only?: { readonly topic: string; readonly partitions: readonly number[] },
  ): Promise<ReadonlyMap<string, ReadonlyMap<number, string>>> {
    const asked = new Map<number, AskedPartitions[]>();
    for (const { topic, partitionMetadata } of this.cluster.brokerPool.metadata.topicMetadata) {
      if (only !== undefined && only.topic !== topic) continue;
      for (const { partitionId: partition, leader } of partitionMetadata) {
        if (only?.partitions.includes(partition) === false) continue;
        const topics = asked.get(leader) ?? [];
        asked.set(leader, topics);
        if (topics.at(-1)?.topic !== topic) topics.push({ topic, partitions: [] });
        topics.at(-1)!.partitions.push(partition);
      }
    }
    const answers = await Promise.all(
      [...asked].map(
        ([leader, topics]) =>
          this.ask(leader, listOffsets(this.writer, topics, timestamp)) as Promise<readonly FoundOffsets[]>,
      ),
    );
    const offsets = new Map<string, Map<number, string>>();
    for (const { topic, partitions } of answers.flat()) {
      const known = offsets.get(topic) ?? new Map<number, string>();
      offsets.set(topic, known);
      for (const { partition, offset } of partitions) known.set(partition, offset);
    }
    return offsets;
  }

  /** A broker lists the groups that it coordinates. */
  private async groupsAt(nodeId: number): Promise<readonly GroupState[]> {
    const broker = await this.broker(nodeId);
    const { groups: listed } = await broker.listGroups();
    const groupIds = listed
      .filter(({ protocolType }) => protocolType === 'consumer')
      .map(({ groupId }) => groupId);
    if (groupIds.length === 0) return [];
    const [{ groups }, offsets] = await Promise.all([
      broker.describeGroups({ groupIds }),
      this.ask(nodeId, offsetFetch(this.writer, groupIds)) as Promise<readonly GroupOffsets[]>,
    ]);
    const committed = new Map(offsets.map(({ groupId, responses }) => [groupId, responses]));
    return groups.map(({ groupId, state, members }) => ({
      group: groupId,
      state,
      members: members.length,
      committed: committed.get(groupId) ?? [],
    }));
  }

  private async ask(nodeId: number, protocol: Protocol): Promise<unknown> {
    return sendBy(await this.broker(nodeId), protocol);
  }

  private broker(nodeId: number): Promise<AskedBroker> {
    return this.cluster.findBroker({ nodeId: String(nodeId) });
  }
}
