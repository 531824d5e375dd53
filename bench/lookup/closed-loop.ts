import { performance } from 'node:perf_hooks';
import { Pool } from 'undici';
import { type LoadResult, resultOf } from '../measure.ts';
import { ask, type Load } from './loads.ts';

export const poolFor = ({ url, tls }: Load, connections: number): Pool =>
  new Pool(url, { connections, pipelining: 1, ...(tls && { connect: tls }) });

/** Opens each of the connections by a request of its own. */
export async function connect(pool: Pool, load: Load, connections: number): Promise<LoadResult> {
  const start = performance.now();
  const asked = Array.from({ length: connections }, async (_, n) => {
    await ask(pool, load, n);
    return performance.now() - start;
  });
  const latencies = await Promise.all(asked);
  return resultOf(latencies, (performance.now() - start) / 1_000);
}

/**
 * Keeps `concurrency` requests in flight, one connection each, for `seconds`, and checks every answer.
 * @param pool with connections that are open already; stays open
 */
export async function closedLoop(
  load: Load,
  concurrency: number,
  seconds: number,
  pool?: Pool,
): Promise<LoadResult> {
  const used = pool ?? poolFor(load, concurrency);
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1_000;
  let n = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < end) {
      const sent = performance.now();
      await ask(used, load, n++);
      latencies.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const taken = (performance.now() - start) / 1_000;
  if (!pool) await used.close();
  return resultOf(latencies, taken);
}
