import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Admin, createTopics, type Kafka, kafkaClient, orderedProducer, readTopic } from '#libs/kafka';
import { eventually, type CollectedEvent, collectEvents, testKafka } from '#libs/test-kit';
import { anEvent } from '../replays/replay.builder.ts';
import type { ReplayDto } from '../replays/replay.dto.ts';

/** A change topic of its own in the Kafka of the test run. */
export class ReplayStand {
  readonly topic = `register.t${randomBytes(5).toString('hex')}.changes.v1`;
  readonly group = `t${randomBytes(5).toString('hex')}.reactions`;
  readonly sideTopic = `replay.t${randomBytes(5).toString('hex')}`;
  readonly folder = mkdtempSync(join(tmpdir(), 'einmal-replays-'));
  private constructor(
    readonly brokers: string,
    readonly kafka: Kafka,
    readonly admin: Admin,
  ) {}

  static async open(partitions = 3): Promise<ReplayStand> {
    const brokers = await testKafka();
    const kafka = kafkaClient(brokers, 'replay-stand');
    const stand = new ReplayStand(brokers, kafka, kafka.admin());
    await stand.admin.connect();
    await createTopics(brokers, [{ topic: stand.topic, partitions }]);
    return stand;
  }

  async close(): Promise<void> {
    await this.admin.disconnect();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Writes events `from` to `to` (exclusive), as a relay does. */
  async write(from: number, to: number, subjects: number): Promise<void> {
    const producer = orderedProducer(this.kafka);
    await producer.connect();
    for (let start = from; start < to; start += 1_000) {
      const events = Array.from({ length: Math.min(1_000, to - start) }, (_, index) =>
        anEvent(start + index, subjects),
      );
      await producer.send({
        topic: this.topic,
        acks: -1,
        messages: events.map((event) => ({ key: event.subject, value: JSON.stringify(event) })),
      });
    }
    await producer.disconnect();
  }

  /** When each event of a topic was written, in milliseconds, the oldest first. */
  async timesOf(topic: string): Promise<readonly number[]> {
    const { signal } = new AbortController();
    const messages = await readTopic(this.kafka, { topic, groupId: `${topic}.times`, signal });
    return messages.map(({ timestamp }) => Number(timestamp)).sort((a, b) => a - b);
  }

  /** As retention does: everything before these offsets is gone. */
  async forget(
    partitions: readonly { readonly partition: number; readonly offset: number }[],
  ): Promise<void> {
    // kafkajs deletes only from topics that this client has asked about before.
    await this.admin.fetchTopicOffsets(this.topic);
    await this.admin.deleteTopicRecords({
      topic: this.topic,
      partitions: partitions.map(({ partition, offset }) => ({ partition, offset: `${offset}` })),
    });
  }

  async createDeliveryTopic(): Promise<string> {
    const topic = `${this.group}.deliveries`;
    await createTopics(this.brokers, [{ topic, partitions: 3 }]);
    return topic;
  }

  /** Everything a reader of committed events ever gets from a topic, once there are as many as expected and no more. */
  async contentOf(topic: string, count: number): Promise<readonly CollectedEvent[]> {
    const collector = await collectEvents(topic);
    try {
      await collector.until((events) => events.length >= count, 30_000);
      return [...collector.events];
    } finally {
      await collector.stop();
    }
  }
}

type Call = (
  method: string,
  path: string,
  body?: object,
  token?: string,
) => Promise<{ status: number; body: unknown }>;

/** What two operators do, through the API. */
export class Operators {
  constructor(
    private readonly call: Call,
    private readonly approver: string,
  ) {}

  async post(path: string, body?: object, token?: string): Promise<ReplayDto> {
    const answer = await this.call('POST', `/v1/replays${path}`, body, token);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as ReplayDto;
  }

  async draft(order: object): Promise<ReplayDto> {
    const reason = 'A handler lost what it was told; see the ticket.';
    return this.post('', { ratePerSecond: 100_000, reason, ticket: 'OPS-17', ...order });
  }

  async counted(id: string): Promise<ReplayDto> {
    await this.post(`/${id}/dry-run`);
    return this.until(id, ({ dryRun }) => dryRun !== undefined);
  }

  /** Draft, dry run and approval. */
  async approved(order: object): Promise<ReplayDto> {
    const { id } = await this.draft(order);
    const { dryRun } = await this.counted(id);
    return this.post(`/${id}/approval`, { dryRunHash: dryRun!.hash }, this.approver);
  }

  async started(order: object): Promise<ReplayDto> {
    const { id } = await this.approved(order);
    return this.post(`/${id}/start`);
  }

  async find(id: string): Promise<ReplayDto> {
    return (await this.call('GET', `/v1/replays/${id}`)).body as ReplayDto;
  }

  until(id: string, is: (replay: ReplayDto) => boolean, withinMs?: number): Promise<ReplayDto> {
    return eventually('the replay is as awaited', () => this.find(id), is, withinMs);
  }

  ended(id: string, withinMs?: number): Promise<ReplayDto> {
    return this.until(id, ({ state }) => ['done', 'failed', 'cancelled'].includes(state), withinMs);
  }
}
