export interface RetrySchedule {
  /** Wait after the first failure; each later one is `factor` times as long, up to `mostMs`. */
  readonly firstMs: number;
  readonly factor: number;
  readonly mostMs: number;
  /** Deliveries that failed so often are given up. */
  readonly attempts: number;
}

/** 5 s, 15 s, 45 s … 6 h. With the shortest of all jitters the last attempt comes more than 24 hours after the first. */
export const RETRIES: RetrySchedule = { firstMs: 5_000, factor: 3, mostMs: 6 * 3_600_000, attempts: 15 };

/** Share of a wait that is left to chance, so that receivers that came back are not met by all senders at once. */
const JITTER = 0.2;
/** A receiver cannot put us off for longer than this (RFC 9110 §10.2.3 knows no limit). */
const MOST_RETRY_AFTER_MS = 6 * 3_600_000;

/**
 * Milliseconds to wait after the given number of failed attempts, or undefined to give up.
 * @param chance 0 (inclusive) to 1 (exclusive)
 * @param retryAfterMs what the receiver asked for; only ever makes the wait longer
 */
export function waitAfter(
  failed: number,
  schedule: RetrySchedule,
  chance: number,
  retryAfterMs = 0,
): number | undefined {
  if (failed >= schedule.attempts) return undefined;
  const planned = Math.min(schedule.firstMs * schedule.factor ** (failed - 1), schedule.mostMs);
  const jittered = planned * (1 - JITTER + 2 * JITTER * chance);
  return Math.round(Math.max(jittered, Math.min(retryAfterMs, MOST_RETRY_AFTER_MS)));
}

/** Seconds or an HTTP date (RFC 9110 §10.2.3) as milliseconds from now; 0 for what is neither or past. */
export function readRetryAfter(value: string | undefined, nowMs: number): number {
  if (value === undefined) return 0;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1_000;
  const at = value.endsWith(' GMT') ? Date.parse(value) : NaN;
  return Number.isNaN(at) ? 0 : Math.max(0, at - nowMs);
}
