import { Logger } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { refusesWrites } from '../errors/database-trouble.ts';
import { type BackOff, pauseAfter } from './back-off.ts';
import { pause } from './pause.ts';
import { withTimeLimit } from './time-limit.ts';

export interface LoopOptions {
  /** Names its log lines and, as `task`, its metrics. */
  readonly name: string;
  /**
   * One run. Answers the milliseconds until the next one where they differ from `everyMs`: 0 when there is more to do.
   * The signal is aborted by a stop.
   */
  readonly work: (signal: AbortSignal) => Promise<number | void>;
  readonly everyMs: number;
  /** Pauses after failed runs; {@link BACK_OFF} unless given. */
  readonly backOff?: BackOff;
  /** Runs once more after a stop, so that it has seen what was committed before. */
  readonly hasLastRun?: boolean;
  /** How long a stop waits for the runs that are left; 10 s unless given. */
  readonly stopMs?: number;
}

const BACK_OFF: BackOff = { firstMs: 500, factor: 2, maxMs: 10_000, jitter: 0.2 };

const failed = new Counter({
  name: 'einmal_background_failures_total',
  help: 'Runs of background work that failed',
  labelNames: ['task'],
});
const succeeded = new Gauge({
  name: 'einmal_background_last_success_timestamp_seconds',
  help: 'When background work last ran without failing',
  labelNames: ['task'],
});

/** Runs work again and again, one run at a time, until it is stopped. A run that fails is repeated after a back-off. */
export class Loop {
  private readonly log: Logger;
  private readonly stopping = new AbortController();
  private nudged = new AbortController();
  private running: Promise<void> | undefined;
  private failures = 0;
  private lastFault = '';

  constructor(private readonly options: LoopOptions) {
    this.log = new Logger(options.name);
    failed.inc({ task: options.name }, 0);
  }

  start(): void {
    this.running ??= this.run();
  }

  /** There is work: the next run follows at once, or after the one under way. A back-off is waited for. */
  nudge(): void {
    this.nudged.abort();
  }

  /** Begins no further run; resolves when the one under way has ended or the patience of the stop has. */
  async stop(): Promise<void> {
    const { name, stopMs = 10_000 } = this.options;
    this.stopping.abort();
    this.nudge();
    await withTimeLimit(stopMs, `The end of ${name}`, async () => this.running).catch((err: unknown) =>
      this.log.error({ msg: 'still running', err }),
    );
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) await this.wait(await this.once());
    if (this.options.hasLastRun) await this.once();
  }

  /** @returns milliseconds until the next run */
  private async once(): Promise<number> {
    const { name, work, everyMs } = this.options;
    this.nudged = new AbortController();
    const begun = performance.now();
    try {
      const pauseMs = (await work(this.stopping.signal)) ?? everyMs;
      this.succeeded();
      return pauseMs;
    } catch (error) {
      failed.inc({ task: name });
      return this.failed(error, performance.now() - begun);
    }
  }

  private async wait(ms: number): Promise<void> {
    if (ms > 0) await pause(ms, this.failures > 0 ? this.stopping.signal : this.nudged.signal);
  }

  private succeeded(): void {
    succeeded.set({ task: this.options.name }, Date.now() / 1_000);
    if (this.failures > 0) this.log.log(`works again after ${this.failures} failures`);
    this.failures = 0;
    this.lastFault = '';
  }

  private failed(error: unknown, ranMs: number): number {
    const { backOff = BACK_OFF } = this.options;
    // A run that went well for longer than any pause begins a new series of failures.
    if (ranMs > backOff.maxMs) [this.failures, this.lastFault] = [0, ''];
    this.failures += 1;
    const retryInMs = Math.round(pauseAfter(this.failures, backOff));
    // The same fault again is told by the metric.
    const fault = String(error);
    const msg = refusesWrites(error) ?? 'failed, tries again';
    if (fault !== this.lastFault) this.log.warn({ msg, retryInMs, err: error });
    this.lastFault = fault;
    return retryInMs;
  }
}
