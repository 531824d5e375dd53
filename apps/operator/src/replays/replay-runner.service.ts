import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Pool } from 'pg';
import { HOT_POOL } from '#libs/service-kit';
import { dropGeneration } from '../projections/projection.store.ts';
import { partialFiles, removePartialFile } from './partial-files.ts';
import { ReplayWork, type WorkOptions } from './replay-work.ts';

export const WORK_OPTIONS = Symbol('WORK_OPTIONS');

/** A pause or cancellation through another instance is seen after this at the latest. */
const TICK_MS = 250;
const AT_ONCE = 4;
const BACK_OFF_MS = { first: 500, most: 10_000 };
const SWEEP_EVERY_TICKS = 120;

interface Work {
  readonly state: string;
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

/** Finds replays that are to be worked on, and stops work on those that no longer are. Any instance may do any. */
@Injectable()
export class ReplayRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('ReplayRunner');
  private readonly work = new Map<string, Work>();
  private readonly failures = new Map<string, { readonly count: number; readonly until: number }>();
  private timer: NodeJS.Timeout | undefined;
  private ticking: Promise<void> | undefined;
  private ticks = 0;
  private stopped = false;

  constructor(
    @Inject(HOT_POOL) private readonly pool: Pool,
    @Inject(WORK_OPTIONS) private readonly options: WorkOptions,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.nudge(), TICK_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    // Requests are still answered for a while; what they nudge is another process's, or the next one's.
    this.stopped = true;
    clearInterval(this.timer);
    await this.ticking;
    for (const { stop } of this.work.values()) stop.abort();
    await Promise.all([...this.work.values()].map(({ done }) => done));
  }

  /** Looks at once instead of at the next tick. */
  nudge(): void {
    if (this.stopped) return;
    this.ticking ??= this.tick()
      // The database is away: work under way notices by itself, and the next tick looks again.
      .catch((error: unknown) => this.logger.debug(error))
      .finally(() => {
        this.ticking = undefined;
      });
  }

  private async tick(): Promise<void> {
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
    if (this.ticks++ % SWEEP_EVERY_TICKS === 0) await this.sweep();
  }

  private begin(id: string, state: string): void {
    const stop = new AbortController();
    const done = new ReplayWork(this.options, id, stop.signal)
      .perform()
      .then(
        (had) => this.rest(id, had ? 0 : BACK_OFF_MS.first),
        (error: unknown) => this.retryLater(id, error),
      )
      .finally(() => this.work.delete(id));
    this.work.set(id, { state, stop, done });
  }

  private rest(id: string, ms: number): void {
    if (ms === 0) this.failures.delete(id);
    else this.failures.set(id, { count: 0, until: Date.now() + ms });
  }

  private retryLater(id: string, error: unknown): void {
    const count = (this.failures.get(id)?.count ?? 0) + 1;
    const waitMs = Math.min(BACK_OFF_MS.first * 2 ** (count - 1), BACK_OFF_MS.most);
    this.failures.set(id, { count, until: Date.now() + waitMs });
    this.logger.warn({ err: error, replay: id, retryInMs: waitMs });
  }

  /** What replays that are over left behind: generations that no pointer names, files that are not whole. */
  private async sweep(): Promise<void> {
    const { rows } = await this.pool.query<{ id: number }>(
      `select g.id::int as id from projection_generation g left join replay r on r.id = g.replay
       where not exists (select 1 from projection p where p.generation = g.id)
         and (r.id is null or r.state in ('done', 'cancelled', 'failed'))`,
    );
    for (const { id } of rows) await dropGeneration(this.pool, id);
    for (const id of await partialFiles(this.options.folder)) {
      const over = `select 1 from replay where id = $1 and state in ('done', 'cancelled', 'failed')`;
      if ((await this.pool.query(over, [id])).rowCount === 1)
        await removePartialFile(this.options.folder, id);
    }
  }
}
