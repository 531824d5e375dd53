import type { ClientBase, Pool } from 'pg';

export type RemovalVerdict = 'removed' | 'unpublished' | 'disagrees' | 'busy';

/** What became of one day that was due; see `outbox_remove_day` for the verdicts. */
export interface Removal {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  readonly verdict: RemovalVerdict;
  /** Events the table holds of that day. */
  readonly held: number;
  /** Events the relay published of that day and nobody removed since. */
  readonly expected: number;
}

/**
 * Removes days of the outbox before the last `keepDays` full ones, the oldest first, each only if table and ledger
 * agree: 2 s per million events. Safe to run twice at a time.
 */
export async function removeOldDays(
  database: ClientBase | Pool,
  keepDays: number,
): Promise<readonly Removal[]> {
  const { rows: days } = await database.query<{ day: string }>(
    `select day::text from outbox_days_before((now() at time zone 'UTC')::date - $1::int) as day order by day`,
    [keepDays],
  );
  const removals: Removal[] = [];
  for (const { day } of days) removals.push(await removeDay(database, day));
  return removals;
}

async function removeDay(database: ClientBase | Pool, day: string): Promise<Removal> {
  const { rows } = await database.query<{ verdict: RemovalVerdict; held: string; expected: string }>(
    'select verdict, held, expected from outbox_remove_day($1::date)',
    [day],
  );
  const { verdict = 'busy', held = 0, expected = 0 } = rows[0] ?? {};
  return { day, verdict, held: Number(held), expected: Number(expected) };
}
