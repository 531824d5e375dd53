import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { pause } from '../background/index.ts';
import { StartRefused } from '../errors/index.ts';
import { databaseConnection } from '../transport/index.ts';
import { lockKeys } from './lock-keys.ts';

const AGAIN_MS = 100;

/**
 * Runs the listed migrations that have not run yet, each in a transaction of its own.
 * @param url connects as the migrator role
 * @returns the names of the migrations that ran
 * @throws StartRefused where migrations ran that are not listed: a newer version's, whose tables this one does not know
 */
export async function runMigrations(
  url: string,
  migrations: readonly (new () => MigrationInterface)[],
): Promise<readonly string[]> {
  const { connectionString, ssl, Client } = databaseConnection(url, 'MIGRATION_DATABASE_URL');
  const source = new DataSource({
    type: 'postgres',
    url: connectionString,
    ...(ssl && { ssl }),
    extra: { Client },
    migrations: [...migrations],
    migrationsTransactionMode: 'each',
    synchronize: false,
  });
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    await untilHeld(lock);
    await refuseNewer(source);
    const done = await source.runMigrations();
    // Services look there at their start, as roles of their own; nobody else may connect.
    await source.query('grant select on migrations to public');
    return done.map((migration) => migration.name);
  } finally {
    await lock.query(`select pg_advisory_unlock(${lockKeys.migrations})`).catch(() => undefined);
    await lock.release();
    await source.destroy();
  }
}

/** Released migrations are never taken away, so what is unknown here is of a later version. */
async function refuseNewer(source: DataSource): Promise<void> {
  const [table] = await source.query<{ is: boolean }[]>(
    `select to_regclass('migrations') is not null as "is"`,
  );
  if (table?.is !== true) return;
  const rows = await source.query<{ name: string }[]>('select name from migrations order by id');
  const known = new Set(source.migrations.map(({ name, constructor }) => name ?? constructor.name));
  const unknown = rows.map(({ name }) => name).filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new StartRefused(
    `The database was migrated by a newer version (${unknown.join(', ')}): take that version, or a backup from before; nothing was changed.`,
  );
}

/** By asking again: one statement that waits would hold a snapshot, for which an index made concurrently waits. */
async function untilHeld(lock: QueryRunner): Promise<void> {
  const isHeld = async (): Promise<boolean> => {
    const sql = `select pg_try_advisory_lock(${lockKeys.migrations}) as held`;
    const [row] = (await lock.query(sql)) as { held: boolean }[];
    return row?.held === true;
  };
  // by hand: a command that ends with its work, nothing that lives as long as a service
  while (!(await isHeld())) await pause(AGAIN_MS);
}
