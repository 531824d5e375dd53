import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { tellRelay } from '#libs/outbox';
import { Loop, pause } from '#libs/service-kit';
import { Reader } from './reader.ts';
import type { Lane } from './relay-stand.ts';

/** Milliseconds from the moment the commit was acknowledged to the moment a consumer has the event. */
export interface Latency {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly events: number;
}

const WRITERS = 8;
const WARM_UP_MS = 1_000;
/** As {@link OutboxModule} in a process that does not lead. */
const TELL_MS = 2;

/** Commits events one by one at a steady rate while the relay runs. */
export async function latency(lane: Lane, perSecond: number, seconds: number): Promise<Latency> {
  const arrived = new Map<string, number>();
  const reader = await Reader.follow(lane, (id, _, at) => arrived.set(id, at));
  const committed = await writeSteadily(lane, perSecond, seconds);
  await Promise.race([reader.until(committed.size), delay(20_000, undefined, { ref: false })]);
  await reader.stop();
  const start = Math.min(...committed.values()) + WARM_UP_MS;
  const taken = [...committed]
    .filter(([, at]) => at >= start)
    .map(([id, at]) => (arrived.get(id) ?? Number.POSITIVE_INFINITY) - at)
    .sort((a, b) => a - b);
  const at = (share: number): number => taken[Math.floor(taken.length * share)] ?? Number.NaN;
  return { p50Ms: at(0.5), p99Ms: at(0.99), events: taken.length };
}

async function writeSteadily(lane: Lane, perSecond: number, seconds: number): Promise<Map<string, number>> {
  const pool = new pg.Pool({ connectionString: lane.appUrl, max: WRITERS });
  const committed = new Map<string, number>();
  const telling = new Loop({
    name: 'telling',
    everyMs: 3_600_000,
    work: async () => {
      await tellRelay(pool);
      await pause(TELL_MS);
    },
  });
  telling.start();
  const start = performance.now();
  let under = 0;
  const write = async (): Promise<void> => {
    const id = randomUUID();
    await pool.query({
      name: 'write',
      text: insertOneSql,
      values: [id, `subject-${under++ % 5_000}`, payloadOf(id)],
    });
    committed.set(id, performance.now());
    telling.nudge();
  };
  const writes: Promise<void>[] = [];
  for (let n = 0; n < perSecond * seconds; n++) {
    const due = start + (n * 1_000) / perSecond;
    const ahead = due - performance.now();
    if (ahead > 0) await delay(ahead);
    writes.push(write());
  }
  await Promise.all(writes);
  await telling.stop();
  await pool.end();
  return committed;
}

const insertOneSql = 'insert into outbox (event_id, key, payload) values ($1, $2, $3)';

const payloadOf = (id: string): string =>
  JSON.stringify({
    specversion: '1.0',
    id,
    source: 'urn:einmal:register:residents',
    type: 'resident.moved.v1',
    time: new Date().toISOString(),
    data: { recordId: id, version: 1, changedFields: ['address'], effectiveOn: '2026-11-23' },
  });
