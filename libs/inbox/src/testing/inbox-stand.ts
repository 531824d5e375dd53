import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { register } from 'prom-client';
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
import { inboxCorrectionsMigration } from '../inbox-corrections.migration.ts';
import { inboxMigration } from '../inbox.migration.ts';
import { anEvent } from '../event.builder.ts';
import type { InboxOptions } from '../inbox-options.ts';
import type { Script } from './stand.controller.ts';
import { StandEffects1767312000001 } from './stand.migration.ts';
import { type RunningInbox, startStand } from './start-stand.ts';

const migrations = [
  inboxMigration('inbox_app'),
  StandEffects1767312000001,
  inboxCorrectionsMigration('inbox_app'),
];

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
  /** Ignored events that were sent by this stand. */
  private markers = 0;
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

  /** Ends every inbox that was started. */
  async stopInboxes(): Promise<void> {
    await Promise.all(this.running.splice(0).map(({ app }) => app.close()));
  }

  private async closeAll(): Promise<void> {
    await this.stopInboxes();
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

  /** Waits until the running inbox has in memory what was sent before: what is ignored is finished as soon as it is read. */
  async untilRead(): Promise<void> {
    for (const partition of [0, 1, 2]) {
      const marker = anEvent('marker', (this.markers += 1), 'test.ignored.v1');
      await this.sendRaw(this.topic, { key: 'marker', value: JSON.stringify(marker), partition });
    }
    const counter = register.getSingleMetric('einmal_inbox_handled_total');
    const ignored = async (): Promise<number | undefined> =>
      (await counter?.get())?.values.find(
        ({ labels }) => labels['group'] === this.group && labels['result'] === 'ignored',
      )?.value;
    await eventually('the markers are read', ignored, (count) => count === this.markers);
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
