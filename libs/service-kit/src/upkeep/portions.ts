import type { ClientBase } from 'pg';

/** A portion that is one call of a function; the statement answers as `done` how much it found to do. */
export function calling(
  sql: string,
  values: readonly unknown[] = [],
): (database: ClientBase) => Promise<number> {
  return async (database) => (await database.query<{ done: number }>(sql, [...values])).rows[0]?.done ?? 0;
}

/** What one step of a walk found. */
interface Step {
  /** Rows that were looked at. */
  readonly seen: number;
  /** Rows that were removed. */
  readonly gone: number;
  /** Id of the last row with which the step was through; null where it got through with none. */
  readonly last: string | null;
}

/** Before every id. */
const BEGINNING = '00000000-0000-0000-0000-000000000000';

/**
 * Portions of a walk over a table in the order of its ids, for what no index tells to be due. Each portion looks at the
 * next `most` rows; where it removes as much as it may, the next one goes on with the row at which it stopped, because
 * whoever looks again at rows that are through reads what is no longer there again and again.
 *
 * @param sql answers one {@link Step}; `$1` is the id to begin after, `$2` the most to look at and to remove, further
 * parameters are `values`
 */
export function walk(
  sql: string,
  most: number,
  values: readonly unknown[] = [],
): (database: ClientBase) => Promise<number> {
  let after = BEGINNING;
  return async (database) => {
    const { rows } = await database.query<Step>(sql, [after, most, ...values]);
    const { seen = 0, gone = 0, last = null } = rows[0] ?? {};
    if (gone >= most) {
      after = last ?? after;
      return most;
    }
    after = seen < most || last === null ? BEGINNING : last;
    return Math.max(seen, gone);
  };
}
