import { Client } from 'pg';

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

/** Reading and hashing takes about 2 s per million events. */
const STATEMENT_MS = 600_000;

/**
 * Removes days of the outbox before the last `keepDays` full ones, the oldest first, each only if table and ledger
 * agree. Safe to run twice at a time. Opens a connection of its own, because a large day takes longer than a request.
 *
 * @param databaseUrl connects as the app role
 */
export async function removeOldDays(
  databaseUrl: string,
  keepDays: number,
  signal?: AbortSignal,
): Promise<readonly Removal[]> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: 'outbox-retention',
    connectionTimeoutMillis: 5_000,
    statement_timeout: STATEMENT_MS,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows: days } = await client.query<{ day: string }>(
      `select day::text from outbox_days_before((now() at time zone 'UTC')::date - $1::int) as day order by day`,
      [keepDays],
    );
    const removals: Removal[] = [];
    for (const { day } of days) {
      if (signal?.aborted) break;
      removals.push(await removeDay(client, day));
    }
    return removals;
  } finally {
    await client.end();
  }
}

async function removeDay(client: Client, day: string): Promise<Removal> {
  const { rows } = await client.query<{ verdict: RemovalVerdict; held: string; expected: string }>(
    'select verdict, held, expected from outbox_remove_day($1::date)',
    [day],
  );
  const { verdict = 'busy', held = 0, expected = 0 } = rows[0] ?? {};
  return { day, verdict, held: Number(held), expected: Number(expected) };
}
