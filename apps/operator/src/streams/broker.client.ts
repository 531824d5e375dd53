import { Inject, Injectable } from '@nestjs/common';
import type { Admin, Kafka } from '#libs/kafka';
import { Background } from '#libs/service-kit';
import { KAFKA } from '../injection-tokens.ts';
import { ageOfOldest, kindOf, lagOf, type Positions } from './lag.rules.ts';
import type { GroupTopicDto, StreamGroupDto, StreamTopicDto } from './stream.dto.ts';

export interface BrokerState {
  readonly topics: readonly StreamTopicDto[];
  readonly groups: readonly StreamGroupDto[];
}

/** Reads topics, groups and lag from Kafka over one connection, made anew after a failure. */
@Injectable()
export class BrokerClient {
  private admin: Promise<Admin> | undefined;

  constructor(
    @Inject(KAFKA) private readonly kafka: Kafka,
    background: Background,
  ) {
    background.addLast({ stop: () => this.forget() });
  }

  /** Rejects when Kafka does not answer; how long that takes is the caller's to bound. */
  async read(): Promise<BrokerState> {
    try {
      const admin = await (this.admin ??= this.connect());
      const topics = await topicsOf(admin);
      return { topics, groups: await groupsOf(admin, topics) };
    } catch (error) {
      void this.forget();
      throw error;
    }
  }

  private async connect(): Promise<Admin> {
    const admin = this.kafka.admin({ retry: { retries: 1, initialRetryTime: 100 } });
    await admin.connect();
    return admin;
  }

  private async forget(): Promise<void> {
    const old = this.admin;
    this.admin = undefined;
    await old?.then((admin) => admin.disconnect()).catch(() => undefined);
  }
}

async function topicsOf(admin: Admin): Promise<readonly StreamTopicDto[]> {
  const names = (await admin.listTopics()).filter((name) => !name.startsWith('__')).sort();
  return Promise.all(
    names.map(async (name) => {
      const offsets = await admin.fetchTopicOffsets(name);
      const partitions = offsets
        .map(({ partition, low, high }) => ({ partition, earliestOffset: low, endOffset: high }))
        .sort((a, b) => a.partition - b.partition);
      const kept = partitions.reduce(
        (sum, { earliestOffset, endOffset }) => sum + BigInt(endOffset) - BigInt(earliestOffset),
        0n,
      );
      return { name, kind: kindOf(name), kept: Number(kept), partitions };
    }),
  );
}

async function groupsOf(admin: Admin, topics: readonly StreamTopicDto[]): Promise<readonly StreamGroupDto[]> {
  const { groups } = await admin.listGroups();
  const names = groups
    .filter(({ protocolType }) => protocolType === 'consumer')
    .map(({ groupId }) => groupId);
  if (names.length === 0) return [];
  const described = await admin.describeGroups(names);
  return Promise.all(
    described.groups
      .map(({ groupId, state, members }) => ({ name: groupId, state, members: members.length }))
      .sort((a, b) => a.name.localeCompare(b.name))
      .map(async (group) => {
        const read = await readingOf(admin, group.name, topics);
        const ages = read.map(({ lagSeconds }) => lagSeconds).filter((age) => age !== undefined);
        return {
          ...group,
          lagEvents: read.reduce((sum, { lagEvents }) => sum + lagEvents, 0),
          ...(ages.length > 0 && { lagSeconds: Math.max(...ages) }),
          topics: read,
        };
      }),
  );
}

async function readingOf(
  admin: Admin,
  groupId: string,
  topics: readonly StreamTopicDto[],
): Promise<readonly GroupTopicDto[]> {
  const committed = await admin.fetchOffsets({ groupId });
  const known = committed.flatMap(({ topic: name, partitions }) => {
    const topic = topics.find((each) => each.name === name);
    const positions = new Map(
      partitions.filter(({ offset }) => offset !== '-1').map((each) => [each.partition, BigInt(each.offset)]),
    );
    return topic && positions.size > 0 ? [{ topic, positions }] : [];
  });
  return Promise.all(known.map(({ topic, positions }) => lagOn(admin, topic, positions)));
}

async function lagOn(admin: Admin, topic: StreamTopicDto, positions: Positions): Promise<GroupTopicDto> {
  const partitions = lagOf(topic, positions);
  const behind = new Map(
    partitions
      .filter((each) => each.lagEvents > 0)
      .map(({ partition, offset }) => [partition, BigInt(offset)]),
  );
  const lagEvents = partitions.reduce((sum, each) => sum + each.lagEvents, 0);
  if (behind.size === 0) return { topic: topic.name, lagEvents, lagSeconds: 0, partitions };
  const age = await ageOfOldest(Date.now(), async (time) => {
    const offsets = await admin.fetchTopicOffsetsByTimestamp(topic.name, time);
    return offsets.every(({ partition, offset }) => {
      const next = behind.get(partition);
      return next === undefined || BigInt(offset) <= next;
    });
  });
  return { topic: topic.name, lagEvents, lagSeconds: Math.round(age / 1_000), partitions };
}
