import pg from 'pg';
import { eventually, type TestDatabase } from '#libs/test-kit';

/**
 * Drops a database after its last session has ended: a pool reports its end before its sockets are closed, and a
 * session that is cut off by the drop would fail the test run.
 */
export async function dropWhenLeft(database: TestDatabase): Promise<void> {
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  const sessions = async (): Promise<object[]> => {
    const others = `from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
    return (await client.query<object>(`select application_name, state, query ${others}`)).rows;
  };
  await eventually('the last session has ended', sessions, ({ length }) => length === 0);
  await client.end();
  await database.drop();
}
