import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { tellRelay } from '#libs/outbox';
import { insertEventsSql } from '../relay/events.sql.ts';

const PORTIONS_PER_SECOND = 10;

/** Does the work while the residents register tells of changes at a fixed rate, so that every consumer is busy. */
export async function besideEvents<T>(
  databaseUrl: string,
  perSecond: number,
  work: () => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const done = new AbortController();
  const writing = write(client, perSecond / PORTIONS_PER_SECOND, done.signal);
  try {
    return await work();
  } finally {
    done.abort();
    await writing;
    await client.end();
  }
}

async function write(client: pg.Client, events: number, done: AbortSignal): Promise<void> {
  while (!done.aborted) {
    await client.query(insertEventsSql, [events]);
    await tellRelay(client);
    await delay(1_000 / PORTIONS_PER_SECOND);
  }
}
