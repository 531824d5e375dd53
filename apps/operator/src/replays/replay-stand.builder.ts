import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Admin, Kafka, logLevel, Partitioners } from 'kafkajs';
import type { ChangeEvent } from '#libs/contracts';
import { createTopics } from '#libs/local-services';
import { type CollectedEvent, collectEvents, testKafka } from '#libs/test-kit';
import type { ReplayDto } from './replay.dto.ts';

const types = ['resident.registered.v1', 'resident.moved.v1', 'resident.name-changed.v1'];

/** The same for the same number, so that expectations can be computed. */
const uuidOf = (text: string): string =>
  createHash('md5')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** The n-th event about one of `subjects` records: each record's versions follow one another. */
export function anEvent(n: number, subjects: number): ChangeEvent {
  const record = n % subjects;
  const version = Math.floor(n / subjects) + 1;
  return {
    specversion: '1.0',
    id: uuidOf(`event ${n}`),
    source: 'urn:einmal:register:residents',
    type: types[Math.min(version - 1, 1 + (version % 2))]!,
    subject: `subject-${record}`,
    time: new Date(1_700_000_000_000 + n).toISOString(),
    datacontenttype: 'application/json',
    dataschema: 'urn:einmal:schema:change-event-data:v1',
    data: {
      recordId: uuidOf(`record ${record}`),
      version,
      changedFields: ['resident.address'],
      effectiveOn: '2026-01-31',
    },
  };
}

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
    const kafka = new Kafka({
      clientId: 'replay-stand',
      brokers: brokers.split(','),
      logLevel: logLevel.NOTHING,
    });
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
    const producer = this.kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
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
    return this.post(`/${id}/approval`, { orderHash: dryRun!.orderHash }, this.approver);
  }

  async started(order: object): Promise<ReplayDto> {
    const { id } = await this.approved(order);
    return this.post(`/${id}/start`);
  }

  async find(id: string): Promise<ReplayDto> {
    return (await this.call('GET', `/v1/replays/${id}`)).body as ReplayDto;
  }

  async until(id: string, condition: (replay: ReplayDto) => boolean, withinMs = 45_000): Promise<ReplayDto> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const replay = await this.find(id);
      if (condition(replay)) return replay;
      if (Date.now() > deadline) throw new Error(`Not in ${withinMs} ms: ${JSON.stringify(replay)}`);
      await delay(40);
    }
  }

  ended(id: string, withinMs?: number): Promise<ReplayDto> {
    return this.until(id, ({ state }) => ['done', 'failed', 'cancelled'].includes(state), withinMs);
  }
}
