import type { Decision, DecisionRequest, DecisionStore, STALE } from './decision.store.ts';

const WORKERS = 24;

export interface Load {
  /** In order of arrival. */
  readonly answers: (Decision | typeof STALE)[];
  readonly stop: () => Promise<void>;
}

/** Workers that ask all stores in turn, without pause, until they are stopped. */
export function hammer(stores: readonly DecisionStore[], request: () => DecisionRequest): Load {
  const answers: (Decision | typeof STALE)[] = [];
  const running = new AbortController();
  const worker = async (index: number): Promise<void> => {
    const store = stores[index % stores.length]!;
    while (!running.signal.aborted) answers.push(await store.submit(request()));
  };
  const workers = Promise.all(Array.from({ length: WORKERS }, (_, index) => worker(index)));
  const stop = async (): Promise<void> => {
    running.abort();
    await workers;
  };
  return { answers, stop };
}

export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}

const PAUSE_MS = 150;

/** Whether a promise has not settled for a while. */
export async function stillWaits(promise: Promise<unknown>): Promise<boolean> {
  const pause = new Promise<string>((resolve) => {
    setTimeout(resolve, PAUSE_MS, 'waits');
  });
  return (await Promise.race([promise, pause])) === 'waits';
}
