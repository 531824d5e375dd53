import { performance } from 'node:perf_hooks';
import { Pool } from 'undici';

export interface Load {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** Path and body of the n-th request. */
  readonly request: (n: number) => { readonly path: string; readonly body?: string };
  readonly headers: Readonly<Record<string, string>>;
  /** Requests that are always in flight, one connection each. */
  readonly concurrency: number;
  readonly seconds: number;
  /** What an answer must contain to count; anything else stops the run. */
  readonly expect: string;
}

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Keeps `concurrency` requests in flight for `seconds` and checks every answer. */
export async function closedLoop(load: Load): Promise<LoadResult> {
  const pool = new Pool(load.url, { connections: load.concurrency, pipelining: 1 });
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + load.seconds * 1_000;
  let n = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < end) {
      const { path, body } = load.request(n++);
      const sent = performance.now();
      const answer = await pool.request({
        path,
        method: load.method,
        headers: load.headers,
        ...(body !== undefined && { body }),
      });
      const text = await answer.body.text();
      latencies.push(performance.now() - sent);
      if (answer.statusCode !== 200 || !text.includes(load.expect)) {
        throw new Error(`unexpected answer ${answer.statusCode} from ${load.url}: ${text.slice(0, 200)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: load.concurrency }, worker));
  const seconds = (performance.now() - start) / 1_000;
  await pool.close();
  latencies.sort((a, b) => a - b);
  return { requests: latencies.length, seconds, p50Ms: at(latencies, 0.5), p99Ms: at(latencies, 0.99) };
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
