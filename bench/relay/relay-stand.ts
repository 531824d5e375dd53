import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createTopics } from '#libs/kafka';
import {
  endAllManaged,
  provisionDatabase,
  startKafka,
  startPostgres,
  sweepAfterDeath,
  sweptAlready,
  type KafkaServer,
  type PostgresServer,
} from '#libs/local-services';
import { outboxLedgerMigration, outboxMigration } from '#libs/outbox';
import { runMigrations } from '#libs/service-kit';

const outboxOf = (app: string): Parameters<typeof runMigrations>[1] => [
  outboxMigration(app),
  outboxLedgerMigration(app),
];

/** One contender's database and topic. */
export interface Lane {
  readonly name: string;
  readonly appUrl: string;
  /** Owns the table; the rivals need it, because the app role may neither alter nor delete. */
  readonly ownerUrl: string;
  /** May replicate. */
  readonly adminUrl: string;
  readonly topic: string;
  readonly bootstrapServers: string;
}

/**
 * A PostgreSQL (fsync on, logical WAL for all contenders alike) and a Kafka in a temporary folder, which takes everybody:
 * accounts cost a connection its start, and no contender anything per event (docs/adr/0019).
 */
export class RelayStand {
  readonly folder: string;
  readonly postgres: PostgresServer;
  readonly kafka: KafkaServer;

  private constructor(folder: string, postgres: PostgresServer, kafka: KafkaServer) {
    this.folder = folder;
    this.postgres = postgres;
    this.kafka = kafka;
  }

  static async start(): Promise<RelayStand> {
    const folder = mkdtempSync(join(tmpdir(), 'einmal-relay-'));
    chmodSync(folder, 0o711);
    sweepAfterDeath(folder);
    const [postgres, kafka] = await Promise.all([
      logicalPostgres(join(folder, 'postgres')),
      startKafka({ dir: join(folder, 'kafka') }),
    ]);
    return new RelayStand(folder, postgres, kafka);
  }

  /** @param migrationsOf of the contender's database, by its app role */
  async lane(name: string, migrationsOf = outboxOf): Promise<Lane> {
    const app = `${name}_app`;
    const { appUrl, migratorUrl } = await provisionDatabase(this.postgres.url, {
      database: name,
      migrator: `${name}_owner`,
      app,
      passwords: { migrator: name, app: name },
    });
    await runMigrations(migratorUrl, migrationsOf(app));
    const topic = `bench.${name}`;
    await createTopics(this.kafka.bootstrapServers, [{ topic }]);
    const admin = new URL(this.postgres.url);
    admin.pathname = `/${name}`;
    const { bootstrapServers } = this.kafka;
    return { name, appUrl, ownerUrl: migratorUrl, adminUrl: admin.href, topic, bootstrapServers };
  }

  /** Ends every process this program has started and removes the folder. */
  async stop(): Promise<void> {
    await endAllManaged();
    rmSync(this.folder, { recursive: true, force: true });
    sweptAlready(this.folder);
  }
}

async function logicalPostgres(dir: string): Promise<PostgresServer> {
  const first = await startPostgres({ dir });
  await runSql(first.url, `alter system set wal_level = logical`, `alter system set max_wal_size = '4GB'`);
  await first.stop();
  return startPostgres({ dir });
}

export async function runSql(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
