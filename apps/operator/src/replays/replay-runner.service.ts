import { rm } from 'node:fs/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { Background, HOT_POOL, Loop, noteForOperators, pauseAfter, refusesWrites } from '#libs/service-kit';
import { dropGeneration } from '../projections/projection.store.ts';
import { partialFiles } from './file-sink.ts';
import { ReplayWork, type WorkOptions } from './replay-work.ts';

export const WORK_OPTIONS = Symbol('WORK_OPTIONS');

/** A pause, cancellation or start through another instance is seen after this at the latest. */
const LOOK_MS = { working: 250, idle: 2_000 };
const SWEEP_MS = 30_000;
const AT_ONCE = 4;
const BACK_OFF = { firstMs: 500, factor: 2, maxMs: 10_000, jitter: 0.2 };

const FOLDER_FULL =
  'REPLAY_FOLDER: the disk of this folder is full: make room there, then replays go on by themselves.';
/** Longer than any pause between two attempts; what has gone on since says nothing of it. */
const NOTE_MS = 60_000;

interface Work {
  readonly state: string;
  readonly stop: AbortController;
  readonly done: Promise<unknown>;
}

/** Finds replays that are to be worked on, and stops work on those that no longer are. Any instance may do any. */
@Injectable()
export class ReplayRunner {
  private readonly logger = new Logger('ReplayRunner');
  private readonly work = new Map<string, Work>();
  private readonly failures = new Map<string, { readonly count: number; readonly until: number }>();
  private readonly looking = new Loop({ name: 'replays', everyMs: LOOK_MS.idle, work: () => this.look() });

  constructor(
    @Inject(HOT_POOL) private readonly pool: Pool,
    @Inject(WORK_OPTIONS) private readonly options: WorkOptions,
    background: Background,
  ) {
    background.add({ start: () => this.looking.start(), stop: () => this.stop() });
    background.loop({ name: 'replays-sweep', everyMs: SWEEP_MS, work: () => this.sweep() });
  }

  /** Looks at once instead of after the pause. */
  nudge(): void {
    this.looking.nudge();
  }

  private async stop(): Promise<void> {
    await this.looking.stop();
    for (const { stop } of this.work.values()) stop.abort();
    await Promise.all([...this.work.values()].map(({ done }) => done));
  }

  private async look(): Promise<number> {
    const { rows } = await this.pool.query<{ id: string; state: string }>(
      `select id, state from replay where state = 'running' or (state = 'dry-run' and dry_run is null)
       order by requested_at`,
    );
    const wanted = new Map(rows.map(({ id, state }) => [id, state]));
    for (const [id, { state, stop }] of this.work) if (wanted.get(id) !== state) stop.abort();
    for (const [id, state] of wanted) {
      if (this.work.size >= AT_ONCE) break;
      if (!this.work.has(id) && (this.failures.get(id)?.until ?? 0) <= Date.now()) this.begin(id, state);
    }
    return wanted.size > 0 ? LOOK_MS.working : LOOK_MS.idle;
  }

  private begin(id: string, state: string): void {
    const stop = new AbortController();
    const done = new ReplayWork(this.options, id, stop.signal)
      .perform()
      .then(
        // Where another runner has it, this one looks again soon.
        (had) => (had ? this.failures.delete(id) : this.rest(id, 0, BACK_OFF.firstMs)),
        (error: unknown) => this.retryLater(id, error),
      )
      .finally(() => this.work.delete(id));
    this.work.set(id, { state, stop, done });
  }

  private retryLater(id: string, error: unknown): void {
    const count = (this.failures.get(id)?.count ?? 0) + 1;
    const retryInMs = Math.round(pauseAfter(count, BACK_OFF));
    this.rest(id, count, retryInMs);
    const full = isFull(error) ? FOLDER_FULL : undefined;
    if (full !== undefined) noteForOperators('replay-folder', full, NOTE_MS);
    const msg = full ?? refusesWrites(error) ?? 'failed, tries again';
    this.logger.warn({ msg, err: error, replay: id, retryInMs });
  }

  private rest(id: string, count: number, ms: number): void {
    this.failures.set(id, { count, until: Date.now() + ms });
  }

  /** What replays that are over left behind: generations that no pointer names, files that are not whole. */
  private async sweep(): Promise<void> {
    const { rows } = await this.pool.query<{ id: number }>(
      `select g.id::int as id from projection_generation g left join replay r on r.id = g.replay
       where not exists (select 1 from projection p where p.generation = g.id)
         and (r.id is null or r.state in ('done', 'cancelled', 'failed'))`,
    );
    for (const { id } of rows) await dropGeneration(this.pool, id);
    for (const { id, path } of await partialFiles(this.options.folder)) {
      const over = `select 1 from replay where id = $1 and state in ('done', 'cancelled', 'failed')`;
      if ((await this.pool.query(over, [id])).rowCount === 1) await rm(path, { force: true });
    }
  }
}

const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
