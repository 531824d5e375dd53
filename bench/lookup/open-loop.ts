import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import { type LoadResult, resultOf } from '../measure.ts';
import { ask, type Load } from './loads.ts';

/** More than ever wait at once; a request that found none free would wait for the generator, not for the service. */
const CONNECTIONS = 1_024;

/**
 * Sends requests at a fixed rate whether or not earlier ones were answered. A latency runs from the moment at which
 * the request was due, so that waiting counts, the generator's own included; the first second warms up.
 */
export async function openLoop(load: Load, perSecond: number, seconds: number): Promise<LoadResult> {
  const pool = new Pool(load.url, { connections: CONNECTIONS, pipelining: 1 });
  const latencies: number[] = [];
  const start = performance.now();
  const answers: Promise<void>[] = [];
  for (let n = 0; n < perSecond * (seconds + 1); n++) {
    const due = start + (n * 1_000) / perSecond;
    const ahead = due - performance.now();
    if (ahead > 0) await delay(ahead);
    answers.push(
      ask(pool, load, n).then(() => {
        if (n >= perSecond) latencies.push(performance.now() - due);
      }),
    );
  }
  await Promise.all(answers);
  await pool.close();
  return resultOf(latencies, seconds);
}
