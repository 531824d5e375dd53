import type { Pool } from 'pg';
import { eventually } from '#libs/test-kit';
import type { Decision, DecisionRequest, STALE } from '../lookups/decision.store.ts';
import type { Decides } from './decision-stand.ts';

const WORKERS = 24;

export interface Load {
  /** In order of arrival. */
  readonly answers: (Decision | typeof STALE)[];
  /** Waits for so many further answers. */
  readonly more: (count: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Workers that ask all stores in turn, without pause, until they are stopped. */
export function hammer(stores: readonly Decides[], request: () => DecisionRequest): Load {
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
  const more = async (count: number): Promise<void> => {
    const enough = answers.length + count;
    await eventually(
      `${count} more answers`,
      () => answers.length,
      (now) => now >= enough,
    );
  };
  return { answers, more, stop };
}

/** Waits until so many sessions wait for a lock of another: until then nothing says that they would have to. */
export async function untilBlocked(pool: Pool, count = 1): Promise<void> {
  const blocked = () =>
    pool.query(
      `select query from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
  await eventually(`${count} wait for a lock`, blocked, ({ rows }) => rows.length >= count);
}
