import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

const EVERY_MS = 5;

/** Does the work while a session of its own commits one write after the other, and tells how long the longest took. */
export async function writingMeanwhile<T>(
  url: string,
  sql: string,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly longestMs: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const done = new AbortController();
  let longestMs = 0;
  const write = async (): Promise<void> => {
    while (!done.signal.aborted) {
      const begun = performance.now();
      await client.query(sql);
      longestMs = Math.max(longestMs, performance.now() - begun);
      await delay(EVERY_MS);
    }
  };
  const writing = write();
  try {
    const result = await work();
    return { result, longestMs };
  } finally {
    done.abort();
    await writing;
    await client.end();
  }
}
