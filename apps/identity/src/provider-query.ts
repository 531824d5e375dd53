import { Logger } from '@nestjs/common';
import { errors } from 'oidc-provider';
import type { Pool, QueryResult, QueryResultRow } from 'pg';
import { databaseTrouble, refusesWrites } from '#libs/service-kit';

const logger = new Logger('Database');

/** RFC 6749 §4.1.2.1; the library would call it a `server_error`. */
class DatabaseAway extends errors.OIDCProviderError {
  constructor(cause: unknown) {
    super(503, 'temporarily_unavailable');
    this.cause = cause;
    this.expose = true;
    this.error_description = 'The service cannot reach its database. Try again shortly.';
  }
}

/** @throws OIDCProviderError `temporarily_unavailable` while the database is away or busy */
export async function providerQuery<R extends QueryResultRow>(
  pool: Pool,
  text: string,
  values: unknown[] = [],
): Promise<QueryResult<R>> {
  try {
    return await pool.query<R>(text, values);
  } catch (error) {
    const refused = refusesWrites(error);
    if (refused !== undefined) logger.warn({ msg: refused });
    throw databaseTrouble(error) === undefined ? error : new DatabaseAway(error);
  }
}

/** Whether PostgreSQL can hold every text in a value: it takes neither NUL nor half of a surrogate pair. */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, member]) => isStorable(name) && isStorable(member));
}
