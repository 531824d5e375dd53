import { performance } from 'node:perf_hooks';
import { Pool } from 'undici';
import { type LoadResult, resultOf } from '../measure.ts';
import { ask, type Load } from './loads.ts';

/** Keeps `concurrency` requests in flight, one connection each, for `seconds`, and checks every answer. */
export async function closedLoop(load: Load, concurrency: number, seconds: number): Promise<LoadResult> {
  const pool = new Pool(load.url, { connections: concurrency, pipelining: 1 });
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1_000;
  let n = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < end) {
      const sent = performance.now();
      await ask(pool, load, n++);
      latencies.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const taken = (performance.now() - start) / 1_000;
  await pool.close();
  return resultOf(latencies, taken);
}
