import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { TestDatabase } from '#libs/test-kit';

/**
 * Drops a database after its last session has ended: a pool reports its end before its sockets are closed, and a
 * session that is cut off by the drop would fail the test run.
 */
export async function dropWhenLeft(database: TestDatabase): Promise<void> {
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const { rowCount } = await client.query(
      `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() limit 1`,
    );
    if (rowCount === 0) break;
    await delay(20);
  }
  await client.end();
  await database.drop();
}
