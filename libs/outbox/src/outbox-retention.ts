import { setTimeout as delay } from 'node:timers/promises';
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

export interface RetentionOptions {
  /** Connects as the app role; a connection is opened for each run, because a large day takes longer than a request. */
  readonly databaseUrl: string;
  /** Full days that are kept before today. */
  readonly keepDays: number;
  /** Told after each run that did not fail. */
  readonly report: (removals: readonly Removal[]) => void;
  readonly failed: (error: unknown) => void;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Reading and hashing takes about 2 s per million events. */
const STATEMENT_MS = 600_000;

/** Removes days of the outbox that are older than they need be, each only if table and ledger agree. */
export class OutboxRetention {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly options: RetentionOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const again = await this.once();
      await delay(again, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** @returns milliseconds until the next run */
  private async once(): Promise<number> {
    const { databaseUrl, keepDays, report, failed } = this.options;
    try {
      const removals = await removeOldDays(databaseUrl, keepDays, this.stopping.signal);
      report(removals);
      return removals.some(({ verdict }) => verdict === 'busy') ? MINUTE_MS : HOUR_MS;
    } catch (error) {
      failed(error);
      return MINUTE_MS;
    }
  }
}

/** Judges every day before the last `keepDays` full ones, the oldest first. Safe to run twice at a time. */
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
