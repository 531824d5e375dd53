import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { inversions, truthSql, writeUntil } from '../../libs/outbox/src/testing/index.ts';
import { Reader } from './reader.ts';
import { runSql, type Lane } from './relay-stand.ts';

/** What a relay did with the events of adversarial writers. */
export interface Verdict {
  readonly written: number;
  readonly lost: number;
  /** First appearances that came after a later one of their key. */
  readonly inverted: number;
}

const WRITERS = 16;
/** Without a new event for so long, what is missing is lost. */
const SILENCE_MS = 1_500;

/** Sixteen writers with hot keys, holds and rollbacks against a relay that runs. */
export async function underAdversaries(lane: Lane, seconds: number): Promise<Verdict> {
  await runSql(lane.ownerUrl, truthSql);
  const events: { value: Readonly<Record<string, unknown>> }[] = [];
  let lastAt = performance.now();
  const reader = await Reader.follow(lane, (_, value, at) => {
    events.push({ value: JSON.parse(value.toString()) as Record<string, unknown> });
    lastAt = at;
  });
  const stop = new AbortController();
  const writing = Promise.all(Array.from({ length: WRITERS }, () => writeUntil(lane.appUrl, stop.signal)));
  await delay(seconds * 1_000);
  stop.abort();
  await writing;
  lastAt = performance.now();
  while (performance.now() - lastAt < SILENCE_MS) await delay(50);
  await reader.stop();
  const client = new pg.Client({ connectionString: lane.ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string }>('select event_id as id from written');
  await client.end();
  const seen = new Set(events.map(({ value }) => value['id']));
  return {
    written: rows.length,
    lost: rows.filter(({ id }) => !seen.has(id)).length,
    inverted: inversions(events),
  };
}
