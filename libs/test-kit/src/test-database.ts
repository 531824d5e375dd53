import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import type { MigrationInterface } from 'typeorm';
import { isRegister, permitRoleOf } from '#libs/contracts';
import { databaseUrl, provisionDatabase, restrictDatabase } from '#libs/local-services';
import { type DatabaseConfig, runMigrations } from '#libs/service-kit';
import { eventually } from './eventually.ts';
import { testPostgres, type PostgresAddress } from './service-addresses.ts';

type Migrations = readonly (new () => MigrationInterface)[];

export interface TestDatabaseOptions {
  /** Decides the names of the roles: `<app>_migrator`, `<app>_app`. */
  readonly app: string;
  /** Run once per test run, into a template. */
  readonly migrations: Migrations;
}

export interface TestDatabase {
  readonly name: string;
  /** As `<app>_app`: may do what the migrations granted. */
  readonly appUrl: string;
  /** As `<app>_migrator`: owns the tables. */
  readonly migratorUrl: string;
  /** As the server's superuser; for looking behind the scenes, not for the code under test. */
  readonly adminUrl: string;
  /** What a server that is going down does: connections are cut, new ones refused, until `work` is done. */
  whileAway<T>(work: () => Promise<T>): Promise<T>;
  drop(): Promise<void>;
}

function templateName(app: string, migrations: Migrations): string {
  const content = migrations.map((migration) => `${migration.name}\n${migration.toString()}`).join('\n');
  return `template_${app}_${createHash('sha256').update(content).digest('hex').slice(0, 12)}`;
}

async function withAdmin<T>(adminUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Settings of a service under test; patient, as a busy machine is no database that is away. */
export function databaseConfig(databaseUrl: string, databasePoolSize = 8): DatabaseConfig {
  return { databaseUrl, databasePoolSize, databaseConnectWithinMs: 60_000 };
}

/** Migrates the template once per run; a half-migrated one (a worker was killed) is made anew. */
async function ensureTemplate(
  { adminUrl, rolePassword }: PostgresAddress,
  { app, migrations }: TestDatabaseOptions,
  template: string,
): Promise<void> {
  await withAdmin(adminUrl, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [template]);
    const { rows } = await client.query<{ done: boolean }>(
      'select datistemplate as done from pg_database where datname = $1',
      [template],
    );
    if (rows[0]?.done === true) return;
    await client.query(`drop database if exists "${template}" with (force)`);
    const { migratorUrl } = await provisionDatabase(adminUrl, {
      database: template,
      migrator: `${app}_migrator`,
      app: `${app}_app`,
      ...(isRegister(app) && { permits: permitRoleOf(app) }),
      passwords: { migrator: rolePassword, app: rolePassword },
    });
    await runMigrations(migratorUrl, migrations);
    await client.query(`alter database "${template}" is_template true`);
  });
}

/** A fresh, migrated database for one spec file: a clone of the template of this app and these migrations. */
export async function testDatabase(options: TestDatabaseOptions): Promise<TestDatabase> {
  const address = await testPostgres();
  const { adminUrl, rolePassword } = address;
  const { app, migrations } = options;
  const template = templateName(app, migrations);
  await ensureTemplate(address, options, template);
  const name = `test_${app}_${randomBytes(6).toString('hex')}`;
  await withAdmin(adminUrl, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [template]);
    await client.query(`create database "${name}" template "${template}" owner "${app}_migrator"`);
    await restrictDatabase(client, name, `${app}_app`);
  });
  const admin = new URL(adminUrl);
  admin.pathname = `/${name}`;
  return {
    name,
    appUrl: databaseUrl(adminUrl, name, `${app}_app`, rolePassword),
    migratorUrl: databaseUrl(adminUrl, name, `${app}_migrator`, rolePassword),
    adminUrl: admin.href,
    whileAway: (work) => whileAway(adminUrl, name, work),
    drop: () => withAdmin(adminUrl, (client) => dropWhenLeft(client, name)),
  };
}

const leavesWithinMs = 5_000;

/**
 * A pool reports its end before its sockets are closed, and a session that is cut off by the drop would fail the run.
 * A session that a failed test left behind is cut off.
 */
async function dropWhenLeft(client: pg.Client, name: string): Promise<void> {
  const sessions = async (): Promise<object[]> => {
    const sql = 'select application_name, state, query from pg_stat_activity where datname = $1';
    return (await client.query<object>(sql, [name])).rows;
  };
  await eventually('no session is left', sessions, ({ length }) => length === 0, leavesWithinMs).catch(
    () => undefined,
  );
  await client.query(`drop database if exists "${name}" with (force)`);
}

async function whileAway<T>(adminUrl: string, name: string, work: () => Promise<T>): Promise<T> {
  const limit = (connections: number): Promise<void> =>
    withAdmin(adminUrl, async (client) => {
      await client.query(`alter database "${name}" connection limit ${connections}`);
      const others = 'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1';
      const cut = async (): Promise<number | null> => (await client.query(others, [name])).rowCount;
      // One that came just before the limit, or that is told to end, may still be asked something.
      if (connections === 0) await eventually('all connections are cut', cut, (left) => left === 0);
    });
  await limit(0);
  try {
    return await work();
  } finally {
    await limit(-1);
  }
}
