import pg from 'pg';
import type { DatabaseConfig } from '../config/index.ts';

const DATE_OID = 1082;
const INT8_OID = 20;

// A `date` is a calendar day, not an instant: as JavaScript Date it would shift by the time zone.
pg.types.setTypeParser(DATE_OID, (text) => text);
// Ids and counts stay far below 2^53.
pg.types.setTypeParser(INT8_OID, Number);

/**
 * A pool of plain connections for the paths that must be fast.
 * @param name shown in pg_stat_activity
 */
export function createPool(config: DatabaseConfig, name: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: config.databaseUrl,
    max: config.databasePoolSize,
    application_name: name,
    connectionTimeoutMillis: config.databaseConnectWithinMs,
    statement_timeout: 5_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced by the pool; without a listener the process would end.
  pool.on('error', () => undefined);
  return pool;
}
