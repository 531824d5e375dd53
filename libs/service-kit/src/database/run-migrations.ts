import { DataSource, type MigrationInterface } from 'typeorm';

/** Key of the advisory lock under which one process at a time migrates a database. */
const MIGRATION_LOCK = 4_711_001;

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
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await source.runMigrations();
    return done.map((migration) => migration.name);
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.release();
    await source.destroy();
  }
}
