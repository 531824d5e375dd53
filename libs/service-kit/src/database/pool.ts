import pg from 'pg';
import type { DatabaseConfig } from '../config/index.ts';
import { repeatedOnce } from '../errors/database-trouble.ts';
import { databaseConnection } from '../transport/index.ts';
import { measurePool } from './pool.metrics.ts';

const DATE_OID = 1082;
const INT8_OID = 20;

// A `date` is a calendar day, not an instant: as JavaScript Date it would shift by the time zone.
pg.types.setTypeParser(DATE_OID, (text) => text);
// Ids and counts stay far below 2^53.
pg.types.setTypeParser(INT8_OID, Number);

/** As many tasks of the upkeep run at a time, however many there are. */
export const UPKEEP_CONNECTIONS = 2;

export interface PoolSettings {
  /** How long a statement waits for a lock; as long as it may run without this. */
  readonly lockTimeoutMs?: number;
  /** How long a statement may run: 5 s without this. */
  readonly statementTimeoutMs?: number;
  /** Run-time settings of PostgreSQL that hold for every connection, by name. */
  readonly session?: Readonly<Record<string, string>>;
  /** Connections; DATABASE_POOL_SIZE without this. */
  readonly size?: number;
}

/**
 * A pool of plain connections for the paths that must be fast. Its settings are given here and never changed, so that
 * they hold for every connection and do not depend on who uses the pool.
 * @param name shown in pg_stat_activity
 */
export function createPool(
  config: DatabaseConfig,
  name: string,
  { lockTimeoutMs, statementTimeoutMs = 5_000, session, size = config.databasePoolSize }: PoolSettings = {},
): pg.Pool {
  return poolOf(name, {
    ...databaseConnection(config.databaseUrl),
    max: size,
    connectionTimeoutMillis: config.databaseConnectWithinMs,
    statement_timeout: statementTimeoutMs,
    ...(lockTimeoutMs !== undefined && { lock_timeout: lockTimeoutMs }),
    ...optionsOf(session),
  });
}

const optionsOf = (session: PoolSettings['session']): pg.PoolConfig =>
  session
    ? {
        options: Object.entries(session)
          .map((each) => `-c ${each.join('=')}`)
          .join(' '),
      }
    : {};

/** For the upkeep: a statement may take long, but waits for a lock no longer than others may wait behind it. */
export function createUpkeepPool(
  config: DatabaseConfig,
  name: string,
  { session }: Pick<PoolSettings, 'session'> = {},
): pg.Pool {
  return poolOf(name, {
    ...databaseConnection(config.databaseUrl),
    max: UPKEEP_CONNECTIONS,
    connectionTimeoutMillis: config.databaseConnectWithinMs,
    statement_timeout: 600_000,
    lock_timeout: 100,
    ...optionsOf(session),
  });
}

/** Prometheus gives up a scrape after ten seconds; what the database cannot say soon has no figure. */
const SCRAPE_MS = 1_000;

/** For measurements: one connection, which they take turns with. */
export function createMetricsPool(
  config: DatabaseConfig,
  name: string,
  { session }: Pick<PoolSettings, 'session'> = {},
): pg.Pool {
  return poolOf(name, {
    ...databaseConnection(config.databaseUrl),
    max: 1,
    connectionTimeoutMillis: SCRAPE_MS,
    statement_timeout: SCRAPE_MS,
    ...optionsOf(session),
  });
}

/** What goes through `query` is a transaction of its own, so it may run again when it was ended for another's sake. */
function poolOf(name: string, options: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    ...options,
    application_name: name,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
  });
  // A connection that breaks is replaced by the pool; without a listener the process would end. The pool listens only
  // while nobody holds the connection, and whoever holds it learns of it by the next statement.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const query = pool.query.bind(pool) as (...given: readonly unknown[]) => Promise<unknown>;
  pool.query = ((...given: readonly unknown[]) => repeatedOnce(() => query(...given))) as pg.Pool['query'];
  measurePool(name, pool);
  return pool;
}
