import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { type ChangeEvent, deadLetterTopic, deliveryTopic, type InboxCommand } from '#libs/contracts';
import type { Admin, Kafka, Message, Producer } from '#libs/kafka';
import { createTopics, kafkaClient, keyedProducer } from '#libs/kafka';
import {
  collectEvents,
  eventually,
  testDatabase,
  testKafka,
  type EventCollector,
  type TestDatabase,
} from '#libs/test-kit';
import { inboxMigration } from '../inbox.migration.ts';
import type { InboxOptions } from '../inbox-options.ts';
import type { Script } from './stand.controller.ts';
import { StandEffects1767312000001 } from './stand.migration.ts';
import { type RunningInbox, startStand } from './start-stand.ts';

const migrations = [inboxMigration('inbox_app'), StandEffects1767312000001];

export interface ParkedRow {
  readonly event_id: string;
  readonly key: string;
  readonly state: string;
  readonly cause_code: string;
  readonly cause: string;
  readonly attempts: number;
}

/** A fresh database with an inbox, fresh topics, a consumer group of its own, and someone who reads its dead letters. */
export class InboxStand {
  readonly group: string;
  readonly topic: string;
  private readonly running: RunningInbox[] = [];
  private closing: Promise<void> | undefined;

  private constructor(
    readonly name: string,
    readonly brokers: string,
    readonly database: TestDatabase,
    readonly sql: pg.Pool,
    readonly deadLetters: EventCollector,
    readonly kafka: Kafka,
    private readonly producer: Producer,
    private readonly admin: Admin,
  ) {
    this.group = `${name}.group`;
    this.topic = name;
  }

  static async open(brokers?: string): Promise<InboxStand> {
    const bootstrap = brokers ?? (await testKafka());
    const name = `inbox.${randomBytes(5).toString('hex')}`;
    const topics = [name, deadLetterTopic(`${name}.group`), deliveryTopic(`${name}.group`)];
    await createTopics(
      bootstrap,
      topics.map((topic) => ({ topic, partitions: 3 })),
    );
    const database = await testDatabase({ app: 'inbox', migrations });
    const sql = new pg.Pool({ connectionString: database.adminUrl });
    sql.on('error', () => undefined);
    const kafka = kafkaClient(bootstrap, 'inbox-stand');
    const producer = keyedProducer(kafka);
    const admin = kafka.admin();
    await Promise.all([producer.connect(), admin.connect()]);
    const deadLetters = await collectEvents(deadLetterTopic(`${name}.group`), bootstrap);
    return new InboxStand(name, bootstrap, database, sql, deadLetters, kafka, producer, admin);
  }

  close(): Promise<void> {
    return (this.closing ??= this.closeAll());
  }

  private async closeAll(): Promise<void> {
    await Promise.all(this.running.map(({ app }) => app.close()));
    await Promise.all([
      this.producer.disconnect(),
      this.admin.disconnect(),
      this.deadLetters.stop(),
      this.sql.end(),
    ]);
    await this.database.drop();
  }

  async start(
    script: Script,
    options: Partial<InboxOptions> = {},
    databaseUrl: string = this.database.appUrl,
  ): Promise<RunningInbox> {
    const { group, topic, brokers } = this;
    const inbox = await startStand({ databaseUrl, brokers, group, topic, script, options });
    this.running.push(inbox);
    return inbox;
  }

  async send(...events: readonly ChangeEvent[]): Promise<void> {
    await this.sendRaw(this.topic, ...messagesOf(events));
  }

  /** Events of a transaction that is aborted: nobody sees them, but they and the marker behind them take offsets. */
  async giveUp(...events: readonly ChangeEvent[]): Promise<void> {
    const producer = keyedProducer(this.kafka, { transactionalId: this.name, maxInFlightRequests: 1 });
    await producer.connect();
    const transaction = await producer.transaction();
    await transaction.send({ topic: this.topic, messages: messagesOf(events) });
    await transaction.abort();
    await producer.disconnect();
  }

  async sendRaw(topic: string, ...messages: readonly Message[]): Promise<void> {
    await this.producer.send({ topic, acks: -1, messages: [...messages] });
  }

  /** To the group alone, as the operator would. */
  async command(
    type: InboxCommand['type'],
    data: InboxCommand['data'],
    id: string = randomUUID(),
  ): Promise<void> {
    const command = { specversion: '1.0', id, source: 'urn:einmal:operator', type, data };
    await this.sendRaw(deliveryTopic(this.group), { key: data.key, value: JSON.stringify(command) });
  }

  async replay(id: string, ...events: readonly ChangeEvent[]): Promise<void> {
    const marks = { replayid: id, replayorigin: `${this.topic}/0/0` };
    const messages = messagesOf(events.map((event) => ({ ...event, ...marks })));
    await this.sendRaw(deliveryTopic(this.group), ...messages);
  }

  /** Waits until the group has so many members, and each has its share. */
  async untilMembers(count: number): Promise<readonly string[]> {
    const members = async (): Promise<readonly string[]> => {
      const { groups } = await this.admin.describeGroups([this.group]);
      return groups[0]?.state === 'Stable' ? groups[0].members.map(({ memberId }) => memberId) : [];
    };
    return eventually(`the group has ${count} members`, members, ({ length }) => length === count);
  }

  /** Node id of the broker that coordinates the group: Java's hash of its name chooses the partition (GroupMetadataManager). */
  async coordinator(): Promise<number> {
    const { topics } = await this.admin.fetchTopicMetadata({ topics: ['__consumer_offsets'] });
    const partitions = topics[0]?.partitions ?? [];
    const hash = Buffer.from(this.group).reduce((sum, byte) => (Math.imul(sum, 31) + byte) | 0, 0);
    const number = (hash & 0x7fffffff) % partitions.length;
    return partitions.find(({ partitionId }) => partitionId === number)?.leader ?? 1;
  }

  /** Numbers of the effects in the order in which they were written, of one key or of all. */
  async effects(key?: string): Promise<number[]> {
    const { rows } = await this.sql.query<{ n: number }>(
      'select n from effect where $1::text is null or key = $1 order by position',
      [key ?? null],
    );
    return rows.map(({ n }) => n);
  }

  /** Waits for so many effects of one key or of all, which were there before or are still to come. */
  async untilEffects(count: number, key?: string): Promise<void> {
    await eventually(
      `there are ${count} effects`,
      () => this.effects(key),
      ({ length }) => length >= count,
    );
  }

  async untilParked(are: (rows: readonly ParkedRow[]) => boolean): Promise<void> {
    await eventually('events are parked as awaited', () => this.parked(), are);
  }

  async parked(): Promise<ParkedRow[]> {
    const { rows } = await this.sql.query<ParkedRow>(
      'select event_id, key, state, cause_code, cause, attempts from inbox_parked order by id',
    );
    return rows;
  }
}

const messagesOf = (events: readonly ChangeEvent[]): Message[] =>
  events.map((event) => ({ key: event.subject, value: JSON.stringify(event) }));

/** A thin event of the stand's topic; `n` is its number within its key. */
export function anEvent(key: string, n: number, type = 'test.happened.v1'): ChangeEvent {
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: 'urn:einmal:register:test',
    type,
    subject: key,
    time: '2026-01-31T12:00:00Z',
    datacontenttype: 'application/json',
    dataschema: 'urn:einmal:schema:change-event-data:v1',
    data: { recordId: randomUUID(), version: n, changedFields: [], effectiveOn: '2026-01-31' },
  };
}
