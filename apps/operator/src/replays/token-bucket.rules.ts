import { setTimeout as delay } from 'node:timers/promises';

/** Longest burst, in seconds of the rate: short enough that no second carries noticeably more than the rate. */
const BURST_S = 0.1;

/** Lets through `perSecond` events on average, in bursts of at most a tenth of a second's worth (one at least). */
export class TokenBucket {
  readonly burst: number;
  private tokens: number;
  private filledAt: number;

  constructor(
    private readonly perSecond: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.burst = Math.max(1, Math.floor(perSecond * BURST_S));
    this.tokens = 0;
    this.filledAt = now();
  }

  /** Milliseconds until `count` (at most {@link burst}) may pass; 0 takes them. */
  tryTake(count: number): number {
    const at = this.now();
    this.tokens = Math.min(this.burst, this.tokens + ((at - this.filledAt) * this.perSecond) / 1_000);
    this.filledAt = at;
    // A billionth of slack: what was waited for must not be missed by a rounding.
    if (this.tokens + 1e-9 < count) return Math.ceil(((count - this.tokens) * 1_000) / this.perSecond);
    this.tokens -= count;
    return 0;
  }

  /** Resolves when `count` may pass; rejects when the signal aborts. */
  async take(count: number, signal: AbortSignal): Promise<void> {
    for (let waitMs = this.tryTake(count); waitMs > 0; waitMs = this.tryTake(count)) {
      await delay(waitMs, undefined, { signal });
    }
  }
}
