import { type BackOff, pauseAfter } from '#libs/service-kit';

export interface RetrySchedule extends BackOff {
  /** After so many failed attempts a message is given up, or its receiver disabled. */
  readonly attempts: number;
}

/** 5 s, 15 s, 45 s … 6 h. With the shortest of all pauses the last attempt comes more than 24 hours after the first. */
export const RETRIES: RetrySchedule = {
  firstMs: 5_000,
  factor: 3,
  maxMs: 6 * 3_600_000,
  jitter: 0.2,
  attempts: 15,
};

/** A schedule as it counts for one attempt: of failures so far. */
export interface Retries {
  readonly pauseMs: (failures: number) => number;
  readonly areOver: (failures: number) => boolean;
}

/** A receiver cannot put us off for longer than this (RFC 9110 §10.2.3 knows no limit). */
const MAX_RETRY_AFTER_MS = 6 * 3_600_000;

/** What the receiver asked for only ever makes a pause longer. */
export function retriesBy(schedule: RetrySchedule, chance: number, retryAfterMs: number): Retries {
  const askedMs = Math.min(retryAfterMs, MAX_RETRY_AFTER_MS);
  return {
    pauseMs: (failures) =>
      Math.round(
        Math.max(
          pauseAfter(failures, schedule, () => chance),
          askedMs,
        ),
      ),
    areOver: (failures) => failures >= schedule.attempts,
  };
}
