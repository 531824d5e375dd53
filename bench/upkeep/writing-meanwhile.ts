import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

const EVERY_MS = 5;

/** Does the work while a session of its own commits one write after the other, and tells how long the longest took. */
export async function writingMeanwhile<T>(
  url: string,
  sql: string,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly writes: number; readonly longestMs: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const done = new AbortController();
  let writes = 0;
  let longestMs = 0;
  const write = async (): Promise<void> => {
    while (!done.signal.aborted) {
      const begun = performance.now();
      await client.query(sql);
      writes += 1;
      longestMs = Math.max(longestMs, performance.now() - begun);
      await delay(EVERY_MS);
    }
  };
  const writing = write();
  try {
    const result = await work();
    done.abort();
    await writing;
    return { result, writes, longestMs };
  } finally {
    done.abort();
    await client.end();
  }
}
