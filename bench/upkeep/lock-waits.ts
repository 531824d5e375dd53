import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

const EVERY_MS = 10;
/** How `databaseModule` names the connections of the upkeep. */
const isUpkeep = (application: string): boolean => application.endsWith('-upkeep');

interface Wait {
  readonly pid: number;
  /** When its statement began. */
  readonly begun: string;
  readonly application: string;
  readonly behind: number;
  readonly holder: string;
  readonly statement: string;
  readonly held: string;
}

/** Looks all the time who waits for a lock, and remembers who waited for the upkeep, itself or behind somebody who did. */
export class LockWaits {
  /** The longest one; what is shorter than a look in between stays unseen. */
  longestMs = 0;
  /** Whose statement waited for whose in the longest one. */
  longest = '';
  /** Waits seen, by who waited. */
  readonly seen = new Map<string, number>();
  private readonly client: pg.Client;
  private readonly done = new AbortController();
  private looking: Promise<void> = Promise.resolve();

  /** @param url of a superuser, who sees everybody's statements */
  constructor(url: string) {
    this.client = new pg.Client({ connectionString: url, application_name: 'lock-waits' });
    // Whoever ends the server first has a fault of their own to tell.
    this.client.on('error', () => undefined);
  }

  async start(): Promise<void> {
    await this.client.connect();
    this.looking = this.look();
  }

  async stop(): Promise<void> {
    this.done.abort();
    await this.looking;
    await this.client.end();
  }

  private async look(): Promise<void> {
    let since = new Map<string, number>();
    while (!this.done.signal.aborted) {
      const { rows } = await this.client.query<Wait>(waitsSql);
      const now = performance.now();
      const still = new Map<string, number>();
      for (const { pid, begun, application, statement, holder, held } of forUpkeep(rows)) {
        // The same session may wait again for another statement.
        const wait = `${pid} ${begun}`;
        if (!since.has(wait)) this.seen.set(application, (this.seen.get(application) ?? 0) + 1);
        const from = since.get(wait) ?? now - EVERY_MS;
        still.set(wait, from);
        if (now - from <= this.longestMs) continue;
        this.longestMs = now - from;
        this.longest = `${application} (${statement}) for ${holder} (${held})`;
      }
      since = still;
      await delay(EVERY_MS);
    }
  }
}

function forUpkeep(waits: readonly Wait[]): readonly Wait[] {
  const found = new Map<number, Wait>();
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const wait of waits)
      if (!isUpkeep(wait.application) && (isUpkeep(wait.holder) || found.has(wait.behind)))
        found.set(wait.pid, wait);
  }
  return [...found.values()];
}

const waitsSql = `
select w.pid, w.query_start::text as begun, w.application_name as application, b.pid as behind, b.application_name as holder,
  left(regexp_replace(w.query, '\\s+', ' ', 'g'), 100) as statement,
  left(regexp_replace(b.query, '\\s+', ' ', 'g'), 100) as held
from pg_stat_activity w cross join lateral unnest(pg_blocking_pids(w.pid)) as p join pg_stat_activity b on b.pid = p
where w.wait_event_type = 'Lock'`;
