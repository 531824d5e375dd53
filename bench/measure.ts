import { cpuSeconds } from './process-cpu.ts';

/** How the requests of one run were answered. */
export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** What one run of one contender cost. */
export interface Run {
  readonly cpuMicrosPerRequest: number;
  /** The same, split by process. */
  readonly shares: Readonly<Record<string, number>>;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Runs a load and reads the CPU time of the named process trees before and after it. */
export async function measure(
  processes: Readonly<Record<string, number>>,
  load: () => Promise<LoadResult>,
): Promise<Run> {
  const names = Object.keys(processes);
  const used = (): number[] => names.map((name) => cpuSeconds([processes[name] as number]));
  const before = used();
  const result = await load();
  const after = used();
  const micros = names.map(
    (_, index) => (((after[index] ?? 0) - (before[index] ?? 0)) * 1e6) / result.requests,
  );
  return {
    cpuMicrosPerRequest: micros.reduce((sum, each) => sum + each, 0),
    shares: Object.fromEntries(names.map((name, index) => [name, micros[index] ?? 0])),
    perSecond: result.requests / result.seconds,
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Of values in ascending order; the share is between 0 and 1. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

export function resultOf(latencies: readonly number[], seconds: number): LoadResult {
  const sorted = latencies.toSorted((a, b) => a - b);
  return {
    requests: sorted.length,
    seconds,
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
  };
}

/** Median of every figure over the runs of one contender. */
export function summary(runs: readonly Run[]): Run {
  const of = (pick: (run: Run) => number): number => median(runs.map(pick));
  const names = Object.keys(runs[0]?.shares ?? {});
  return {
    cpuMicrosPerRequest: of((run) => run.cpuMicrosPerRequest),
    shares: Object.fromEntries(names.map((name) => [name, of((run) => run.shares[name] ?? 0)])),
    perSecond: of((run) => run.perSecond),
    p50Ms: of((run) => run.p50Ms),
    p99Ms: of((run) => run.p99Ms),
  };
}

export const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

/** `gateway 210 · register 190` */
export const sharesText = (micros: Readonly<Record<string, number>>): string =>
  Object.entries(micros)
    .map(([name, each]) => `${name} ${each.toFixed(0)}`)
    .join(' · ');
