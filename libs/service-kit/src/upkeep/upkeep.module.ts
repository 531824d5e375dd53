import { Inject, Injectable, Module } from '@nestjs/common';
import type { ClientBase, Pool } from 'pg';
import { Counter, Gauge } from 'prom-client';
import { Background, BackgroundModule, Slots } from '../background/index.ts';
import { lockKeys, UPKEEP_CONNECTIONS, UPKEEP_POOL } from '../database/index.ts';

export interface UpkeepTask {
  /** Names its lock over all replicas, its log lines and, as `task`, its metrics. */
  readonly name: string;
  /** One bounded portion of the work, in a transaction of its own; answers how much it found to do. */
  readonly portion: (database: ClientBase) => Promise<number>;
  /** A portion that found as much is followed by another one at once. */
  readonly most: number;
  /** Milliseconds between runs; an hour unless given. */
  readonly everyMs?: number;
  /** Statement that answers, as `seconds`, for how long the oldest thing has been due that is still there. */
  readonly lag?: string;
}

const HOUR_MS = 3_600_000;
/** After a lock that was not to be had: rather try again than let others wait behind. */
const BUSY_MS = 1_000;
const LOCK_NOT_AVAILABLE = '55P03';

/** What a portion throws that left something for later because somebody is at work on it. */
export class StillInUse extends Error {
  readonly code = LOCK_NOT_AVAILABLE;
}

const lag = new Gauge({
  name: 'einmal_upkeep_lag_seconds',
  help: 'For how long the oldest thing has been due that a task of the upkeep has not done',
  labelNames: ['task'],
});
const succeeded = new Gauge({
  name: 'einmal_upkeep_last_success_timestamp_seconds',
  help: 'When this process last brought a task of the upkeep to its end, or began where it has not yet',
  labelNames: ['task'],
});
const handled = new Counter({
  name: 'einmal_upkeep_handled_total',
  help: 'What portions of the upkeep found to do: rows, partitions, days',
  labelNames: ['task'],
});

/**
 * What keeps a database as it should be while nobody asks for anything: named tasks, each of which one replica runs at a
 * time. A portion that does not get its lock in time ({@link UPKEEP_POOL}) is repeated, without a fault being told.
 */
@Injectable()
export class Upkeep {
  private readonly byName = new Map<string, UpkeepTask>();
  private readonly slots = new Slots(UPKEEP_CONNECTIONS);

  constructor(
    @Inject(UPKEEP_POOL) private readonly pool: Pool,
    private readonly background: Background,
  ) {}

  add(task: UpkeepTask): void {
    const { name, everyMs = HOUR_MS } = task;
    this.byName.set(name, task);
    handled.inc({ task: name }, 0);
    // A task that never comes to its end would else have no age, and nobody would be told.
    succeeded.set({ task: name }, Date.now() / 1_000);
    this.background.loop({
      name,
      everyMs,
      work: async (signal) => (await this.attempt(name, signal)).nextInMs,
    });
  }

  get all(): readonly UpkeepTask[] {
    return [...this.byName.values()];
  }

  /** Runs a task now, to its end, and answers how much it did; 0 where another replica runs it. */
  async run(name: string): Promise<number> {
    return (await this.attempt(name)).done;
  }

  private attempt(name: string, signal?: AbortSignal): Promise<Attempt> {
    const task = this.byName.get(name);
    if (task === undefined) throw new Error(`There is no task ${name}.`);
    return this.slots.within(() => this.once(task, signal));
  }

  private async once(task: UpkeepTask, signal?: AbortSignal): Promise<Attempt> {
    const client = await this.pool.connect();
    try {
      const attempt = await this.underLock(client, task, signal);
      await this.tellLag(client, task);
      client.release();
      return attempt;
    } catch (error) {
      // With its session goes the lock.
      client.release(true);
      if ((error as { code?: unknown }).code !== LOCK_NOT_AVAILABLE) throw error;
      return { done: 0, nextInMs: BUSY_MS };
    }
  }

  private async underLock(client: ClientBase, task: UpkeepTask, signal?: AbortSignal): Promise<Attempt> {
    const { name, everyMs = HOUR_MS } = task;
    const { rows } = await client.query<{ held: boolean }>(
      `select pg_try_advisory_lock(${lockKeys.upkeep}) as held`,
      [name],
    );
    if (rows[0]?.held !== true) return { done: 0, nextInMs: everyMs };
    const done = await this.portions(client, task, signal);
    await client.query(`select pg_advisory_unlock(${lockKeys.upkeep})`, [name]);
    if (signal?.aborted !== true) succeeded.set({ task: name }, Date.now() / 1_000);
    return { done, nextInMs: everyMs };
  }

  private async portions(client: ClientBase, task: UpkeepTask, signal?: AbortSignal): Promise<number> {
    let done = 0;
    for (;;) {
      const found = await task.portion(client);
      done += found;
      handled.inc({ task: task.name }, found);
      if (found < task.most || signal?.aborted === true) return done;
    }
  }

  private async tellLag(client: ClientBase, task: UpkeepTask): Promise<void> {
    if (task.lag === undefined) return;
    const { rows } = await client.query<{ seconds: number | null }>(task.lag);
    lag.set({ task: task.name }, Math.max(rows[0]?.seconds ?? 0, 0));
  }
}

interface Attempt {
  readonly done: number;
  readonly nextInMs: number;
}

/** For whichever module has something to keep in its app's own database. Needs `databaseModule`. */
@Module({ imports: [BackgroundModule], providers: [Upkeep], exports: [Upkeep] })
export class UpkeepModule {}
