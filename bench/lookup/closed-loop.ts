import { performance } from 'node:perf_hooks';
import { Pool } from 'undici';
import { percentile } from '../measure.ts';
import { ask, type Load } from './loads.ts';

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

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

export function resultOf(latencies: readonly number[], seconds: number): LoadResult {
  const sorted = latencies.toSorted((a, b) => a - b);
  return {
    requests: sorted.length,
    seconds,
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
  };
}
