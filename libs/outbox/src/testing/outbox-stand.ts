import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import {
  collectEvents,
  testDatabase,
  testKafka,
  uniqueTopic,
  type EventCollector,
  type TestDatabase,
} from '#libs/test-kit';
import { appendEvents } from '../append-events.ts';
import { outboxMigration } from '../outbox.migration.ts';
import { Relay, type RelayNotice } from '../relay.ts';

const relayProcess = fileURLToPath(new URL('./relay-process.ts', import.meta.url));
const migrations = [outboxMigration('outbox_app')];

/** A fresh database with an outbox, a fresh topic, and someone who reads it. */
export class OutboxStand {
  readonly database: TestDatabase;
  readonly app: pg.Pool;
  readonly collector: EventCollector;
  private readonly brokers: string;
  private readonly topic: string;

  private constructor(database: TestDatabase, collector: EventCollector, brokers: string, topic: string) {
    this.database = database;
    this.collector = collector;
    this.brokers = brokers;
    this.topic = topic;
    this.app = new pg.Pool({ connectionString: database.appUrl });
    this.app.on('error', () => undefined);
  }

  static async open(): Promise<OutboxStand> {
    const database = await testDatabase({ app: 'outbox', migrations });
    const topic = await uniqueTopic('outbox');
    return new OutboxStand(database, await collectEvents(topic), await testKafka(), topic);
  }

  async close(): Promise<void> {
    await Promise.all([this.collector.stop(), this.app.end()]);
    await this.database.drop();
  }

  relayHere(report: (notice: RelayNotice) => void = () => undefined, bootstrap = this.brokers): Relay {
    const kafka = new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING, retry: { retries: 1 } });
    const relay = new Relay({ databaseUrl: this.database.appUrl, kafka, topic: this.topic, report });
    relay.start();
    return relay;
  }

  relayElsewhere(): ChildProcess {
    const args = ['--conditions=source', relayProcess, this.database.appUrl, this.brokers, this.topic];
    return spawn(process.execPath, args, { stdio: 'ignore', env: { ...process.env, NODE_OPTIONS: '' } });
  }

  /** The first column of the first row. */
  async scalar(sql: string): Promise<unknown> {
    const { rows } = await this.app.query<Record<string, unknown>>(sql);
    return Object.values(rows[0] ?? {})[0];
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

export async function until(condition: () => boolean, withinMs = 10_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms.`);
    await delay(15);
  }
}

export async function append(runner: pg.Pool | pg.PoolClient, ...numbers: number[]): Promise<void> {
  const events = numbers.map((n) => ({ id: randomUUID(), key: 'k', payload: JSON.stringify({ n }) }));
  await appendEvents(runner, events);
}
