import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { pause } from '../background/index.ts';
import { lockKeys } from './lock-keys.ts';

const AGAIN_MS = 100;

/**
 * Runs the listed migrations that have not run yet, each in a transaction of its own.
 * @param url connects as the migrator role
 * @returns the names of the migrations that ran
 */
export async function runMigrations(
  url: string,
  migrations: readonly (new () => MigrationInterface)[],
): Promise<readonly string[]> {
  const source = new DataSource({
    type: 'postgres',
    url,
    migrations: [...migrations],
    migrationsTransactionMode: 'each',
    synchronize: false,
  });
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    await untilHeld(lock);
    const done = await source.runMigrations();
    return done.map((migration) => migration.name);
  } finally {
    await lock.query(`select pg_advisory_unlock(${lockKeys.migrations})`).catch(() => undefined);
    await lock.release();
    await source.destroy();
  }
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
