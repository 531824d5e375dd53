import { Logger } from '@nestjs/common';
import { requireNoFault } from '../errors/index.ts';
import type { ReadinessCheck } from './readiness.ts';

const READ_ONLY =
  'DATABASE_URL: the database is read-only (a standby, or default_transaction_read_only is on): name the primary there, or let it be written to; then this goes on by itself.';

interface Answer {
  readonly readOnly: 'on' | 'off';
}

/** As `pg.Pool` and TypeORM's `DataSource` have it; the latter gives the rows alone. */
interface Connections {
  query(sql: string): Promise<{ readonly rows: readonly Answer[] } | readonly Answer[]>;
}

/**
 * That the database answers and can be written to; every service writes, if only what it was asked.
 * @param connections those that the service works with
 */
export function databaseCheck(connections: Connections): ReadinessCheck {
  const log = new Logger('Database');
  let said: string | undefined;
  return {
    name: 'database',
    check: async () => {
      const found = await connections.query(`select current_setting('transaction_read_only') as "readOnly"`);
      const [row] = 'rows' in found ? found.rows : found;
      const fault = row?.readOnly === 'on' ? READ_ONLY : undefined;
      if (fault !== said) log[fault ? 'error' : 'log']({ msg: fault ?? 'The database is written to again' });
      said = fault;
      requireNoFault(fault);
    },
  };
}
