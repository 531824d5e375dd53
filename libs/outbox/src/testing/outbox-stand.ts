import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Kafka, kafkaClient } from '#libs/kafka';
import {
  collectEvents,
  eventually,
  testDatabase,
  testKafka,
  uniqueTopic,
  type EventCollector,
  type TestDatabase,
} from '#libs/test-kit';
import { appendEvents, tellRelay } from '../append-events.ts';
import { outboxLedgerMigration } from '../outbox-ledger.migration.ts';
import { outboxUpkeepMigration } from '../outbox-upkeep.migration.ts';
import { outboxMigration } from '../outbox.migration.ts';
import { Relay, type RelayNotice } from '../relay.ts';
import { RelayElsewhere } from './relay-elsewhere.ts';

type Migrations = Parameters<typeof testDatabase>[0]['migrations'];
export const outboxMigrations: Migrations = [
  outboxMigration('outbox_app'),
  outboxLedgerMigration('outbox_app'),
  outboxUpkeepMigration(),
];

/** A fresh database with an outbox, a fresh topic, and someone who reads it. */
export class OutboxStand {
  readonly database: TestDatabase;
  readonly app: pg.Pool;
  readonly collector: EventCollector;
  readonly brokers: string;
  readonly topic: string;

  private constructor(database: TestDatabase, collector: EventCollector, brokers: string, topic: string) {
    this.database = database;
    this.collector = collector;
    this.brokers = brokers;
    this.topic = topic;
    this.app = new pg.Pool({ connectionString: database.appUrl });
    this.app.on('error', () => undefined);
  }

  static async open(migrations: Migrations = outboxMigrations): Promise<OutboxStand> {
    const database = await testDatabase({ app: 'outbox', migrations });
    const topic = await uniqueTopic('outbox');
    return new OutboxStand(database, await collectEvents(topic), await testKafka(), topic);
  }

  async close(): Promise<void> {
    await Promise.all([this.collector.stop(), this.app.end()]);
    await this.database.drop();
  }

  relayHere(
    report: (notice: RelayNotice) => void = () => undefined,
    kafka: Kafka = this.kafka(),
    databaseUrl: string = this.database.appUrl,
  ): Relay {
    const relay = new Relay({ databaseUrl, kafka, topic: this.topic, report });
    relay.start();
    return relay;
  }

  kafka(bootstrap = this.brokers): Kafka {
    return kafkaClient(bootstrap, 'outbox-stand', { retry: { retries: 1 } });
  }

  /** A process of its own, which can be killed. */
  relayElsewhere(batchSize: number): RelayElsewhere {
    const { database, brokers, topic } = this;
    return new RelayElsewhere([database.appUrl, brokers, topic, `${batchSize}`]);
  }

  /** Does the work in a transaction that is committed after it; of work that fails no session is left. */
  async whileWriting(work: (writer: pg.PoolClient) => Promise<void>): Promise<void> {
    const writer = await this.app.connect();
    try {
      await writer.query('begin');
      await work(writer);
      await writer.query('commit');
    } finally {
      writer.release(true);
    }
  }

  /** As a process does that has committed events and does not lead. */
  async tell(): Promise<void> {
    await tellRelay(this.app);
  }

  /** The first column of the first row. */
  async scalar(sql: string): Promise<unknown> {
    const { rows } = await this.app.query<Record<string, unknown>>(sql);
    return Object.values(rows[0] ?? {})[0];
  }

  /** @param day `YYYY-MM-DD`; a day of the past, as it would have been made ahead */
  async makePartition(day: string): Promise<void> {
    await this.asMigrator(
      `create table outbox_${day.replaceAll('-', '')} partition of outbox
       for values from ('${day} 00:00:00+00') to (date '${day}' + 1)`,
    );
  }

  /** Ends the database connections of the relays, as a failing network or server would. */
  async endRelaySessions(): Promise<void> {
    await this.asAdmin(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'outbox-relay' and datname = current_database()`,
    );
  }

  async asMigrator(sql: string): Promise<void> {
    await behindTheScenes(this.database.migratorUrl, sql);
  }

  async asAdmin(sql: string): Promise<void> {
    await behindTheScenes(this.database.adminUrl, sql);
  }

  /** What `append` numbered, in the order of arrival. */
  numbersSeen(): unknown[] {
    return this.collector.events.map((event) => event.value['n']);
  }

  async untilSeen(are: (numbers: readonly unknown[]) => boolean): Promise<void> {
    await eventually('the awaited numbers arrive', () => this.numbersSeen(), are);
  }
}

async function behindTheScenes(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

const numbered = (n: number) => ({ id: randomUUID(), key: 'k', payload: JSON.stringify({ n }) });

/** Through a pool, what is appended is committed, and the relay is told. */
export async function append(runner: pg.Pool | pg.PoolClient, ...numbers: number[]): Promise<void> {
  await appendEvents(runner, numbers.map(numbered));
  if (runner instanceof pg.Pool) await tellRelay(runner);
}

/** Rows of a transaction that began at noon of the day, `YYYY-MM-DD`. */
export async function appendOn(
  runner: pg.Pool | pg.PoolClient,
  day: string,
  ...numbers: number[]
): Promise<void> {
  for (const { id, key, payload } of numbers.map(numbered)) {
    await runner.query(
      'insert into outbox (event_id, key, payload, created_at) values ($1, $2, $3, $4::timestamptz)',
      [id, key, payload, `${day} 12:00:00+00`],
    );
  }
}

/** As many rows of 60,000 bytes, numbered from 1: more than fits into one request to Kafka. */
export async function appendLarge(runner: pg.Pool, count: number): Promise<void> {
  const filler = 'x'.repeat(60_000);
  const events = Array.from({ length: count }, (_, n) => ({
    id: randomUUID(),
    key: 'k',
    payload: JSON.stringify({ n: n + 1, filler }),
  }));
  await appendEvents(runner, events);
  await tellRelay(runner);
}
