import pg from 'pg';
import { eventually } from './eventually.ts';

/** A session that keeps what its transaction has locked. */
export interface Holder {
  readonly query: (text: string, values?: unknown[]) => Promise<pg.QueryResult>;
  /** How many sessions wait for it, or for one that does: who comes second to a row waits for the first. */
  readonly waiting: () => Promise<number>;
  /** Waits until at least so many do. */
  readonly waitedFor: (sessions: number) => Promise<void>;
  readonly letGo: () => Promise<unknown>;
}

const waiters = `with recursive held(pid) as (
    select $1::int
    union select a.pid from pg_stat_activity a join held on held.pid = any(pg_blocking_pids(a.pid))
      where a.datname = current_database())
  select from held where pid <> $1`;

/**
 * Does the work while a session of its own has locked what `lock` says. It ends with the work, however that ends: nobody
 * is left waiting behind a test that failed.
 */
export async function whileHeld<T>(
  url: string,
  lock: string | pg.QueryConfig,
  work: (holder: Holder) => Promise<T>,
): Promise<T> {
  const session = new pg.Client({ connectionString: url });
  // In its own transaction the holder would see the others as they were at its first look.
  const looker = new pg.Client({ connectionString: url });
  try {
    await Promise.all([session.connect(), looker.connect()]);
    await session.query('begin');
    await session.query(lock);
    const { rows } = await session.query<{ pid: number }>('select pg_backend_pid() as pid');
    const waiting = async () => (await looker.query(waiters, [rows[0]!.pid])).rowCount ?? 0;
    return await work({
      query: (text, values) => session.query(text, values),
      waiting,
      waitedFor: async (sessions) => {
        await eventually(`${sessions} wait for the holder`, waiting, (count) => count >= sessions);
      },
      letGo: () => session.query('commit'),
    });
  } finally {
    await Promise.all([session.end(), looker.end()]);
  }
}
