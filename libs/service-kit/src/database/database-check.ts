import { Logger } from '@nestjs/common';
import { requireNoFault } from '../errors/index.ts';
import type { ReadinessCheck } from '../http/index.ts';

const READ_ONLY =
  'DATABASE_URL: the database is read-only (a standby, or default_transaction_read_only is on): name the primary there, or let it be written to; then this goes on by itself.';

/** A row as the database gives it, by the statement. */
type Read = (sql: string) => Promise<readonly unknown[]>;

/**
 * That the database answers and can be written to; every service writes, if only what it was asked.
 * @param read by the connections that the service works with
 */
export function databaseCheck(read: Read): ReadinessCheck {
  const log = new Logger('Database');
  let said: string | undefined;
  return {
    name: 'database',
    check: async () => {
      const [row] = await read(`select current_setting('transaction_read_only') as "readOnly"`);
      const fault = (row as { readonly readOnly: string }).readOnly === 'on' ? READ_ONLY : undefined;
      if (fault !== said) log[fault ? 'error' : 'log']({ msg: fault ?? 'The database is written to again' });
      said = fault;
      requireNoFault(fault);
    },
  };
}
