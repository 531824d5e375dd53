import { type BackOff, pauseAfter } from '#libs/service-kit';
import type { ConnectionFault } from './pinned-socket.ts';

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

/** What is known before an attempt. */
export interface AttemptState {
  /** Failed attempts of this message. */
  readonly attempts: number;
  /** Failures of the receiver in a row, whichever the message. */
  readonly failures: number;
}

/** What came of an attempt. */
export type Outcome =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfterMs: number }
  | { readonly kind: 'not-answered'; readonly fault: ConnectionFault }
  /** A failing receiver could not even be connected to, so nothing was judged and nothing sent. */
  | { readonly kind: 'unreachable'; readonly fault: ConnectionFault }
  /** The receiver had closed an idle connection in good faith. */
  | { readonly kind: 'idle-closed' }
  /** It may not be told now. */
  | { readonly kind: 'withheld' }
  /** Whether it may be told cannot be said now; not the receiver's fault. */
  | { readonly kind: 'undecided'; readonly waitMs: number };

export type Disabled = 'GONE' | 'REFUSING' | 'FAILING';

/** What an attempt makes of its message and its receiver. */
export interface Transition {
  /** WAITING: it is tried again. Otherwise the cursor moves on behind it. */
  readonly state: 'WAITING' | 'DELIVERED' | 'FAILED' | 'WITHHELD';
  /** Failed attempts of the message that is next, and how long that one waits. */
  readonly attempts: number;
  readonly waitMs: number;
  /** What came of the request; absent where none was made. */
  readonly request?: AttemptResult;
  readonly receiver: {
    readonly failures: number;
    /** Why it failed, where it did. */
    readonly failed?: AttemptResult;
    readonly pauseMs?: number;
    readonly disabled?: Disabled;
  };
}

export interface AttemptResult {
  readonly result: 'delivered' | 'gone' | 'redirect-refused' | 'status-unsuitable' | ConnectionFault;
  readonly status?: number;
}

/**
 * What an attempt's outcome means. A message is given up only by a receiver that takes others: one that fails, or
 * refuses whatever it gets, is paused itself and in the end disabled, and nothing is lost.
 * @param chance 0 (inclusive) to 1 (exclusive)
 */
export function transitionAfter(
  state: AttemptState,
  outcome: Outcome,
  schedule: RetrySchedule,
  chance: number,
): Transition {
  const { attempts, failures } = state;
  const asBefore = { failures };
  switch (outcome.kind) {
    case 'withheld':
      return { state: 'WITHHELD', attempts: 0, waitMs: 0, receiver: asBefore };
    case 'undecided':
      return { state: 'WAITING', attempts, waitMs: outcome.waitMs, receiver: asBefore };
    case 'idle-closed':
      return { state: 'WAITING', attempts, waitMs: 0, receiver: asBefore };
    case 'unreachable': {
      const receiver = failing(failures, { result: outcome.fault }, pauses(schedule, chance));
      return { state: 'WAITING', attempts, waitMs: 0, receiver };
    }
    case 'not-answered':
      return failed(state, 'receiver', { result: outcome.fault }, pauses(schedule, chance));
    case 'answered':
      return answered(state, outcome, pauses(schedule, chance, outcome.retryAfterMs));
  }
}

/** A redirect is never followed (Standard Webhooks, "Operational considerations", as is what 410 means). */
function answered(state: AttemptState, { status }: { readonly status: number }, pauseMs: Pauses): Transition {
  if (status >= 200 && status < 300) {
    const request = { result: 'delivered' } as const;
    return { state: 'DELIVERED', attempts: 0, waitMs: 0, request, receiver: { failures: 0 } };
  }
  if (status === 410) {
    const request = { result: 'gone', status } as const;
    const receiver = { failures: state.failures + 1, failed: request, disabled: 'GONE' } as const;
    return { state: 'WAITING', attempts: state.attempts, waitMs: 0, request, receiver };
  }
  const result = status >= 300 && status < 400 ? 'redirect-refused' : 'status-unsuitable';
  return failed(state, blameFor(status), { result, status }, pauseMs);
}

/** `address`: it refuses whoever calls there, if it goes on like that; `message`: it works, and does not want this one. */
type Blame = 'receiver' | 'address' | 'message';

const refusesAddress: ReadonlySet<number> = new Set([401, 403, 404, 405]);

function blameFor(status: number): Blame {
  if (refusesAddress.has(status)) return 'address';
  return status >= 400 && status < 500 && status !== 429 ? 'message' : 'receiver';
}

function failed(state: AttemptState, blame: Blame, request: AttemptResult, pauseMs: Pauses): Transition {
  const receiver = receiverAfter(state.failures, blame, request, pauseMs);
  const attempts = state.attempts + 1;
  const waitMs = pauseMs(attempts);
  if (waitMs === undefined && receiver.disabled === undefined)
    return { state: 'FAILED', attempts: 0, waitMs: 0, request, receiver };
  return { state: 'WAITING', attempts, waitMs: waitMs ?? 0, request, receiver };
}

function receiverAfter(
  failures: number,
  blame: Blame,
  request: AttemptResult,
  pauseMs: Pauses,
): Transition['receiver'] {
  if (blame === 'message') return { failures };
  if (blame === 'receiver') return failing(failures, request, pauseMs);
  // One refusal may be the message's; a second with nothing taken in between is the receiver's.
  if (failures === 0) return { failures: 1, failed: request };
  return failing(failures, request, pauseMs, 'REFUSING');
}

function failing(
  before: number,
  request: AttemptResult,
  pauseMs: Pauses,
  why: Disabled = 'FAILING',
): Transition['receiver'] {
  const failures = before + 1;
  const pause = pauseMs(failures);
  return { failures, failed: request, ...(pause === undefined ? { disabled: why } : { pauseMs: pause }) };
}

/** Milliseconds to wait after so many failures; undefined after the whole schedule. */
type Pauses = (failures: number) => number | undefined;

/** A receiver cannot put us off for longer than this (RFC 9110 §10.2.3 knows no limit). */
const MAX_RETRY_AFTER_MS = 6 * 3_600_000;

/** What the receiver asked for only ever makes a pause longer. */
function pauses(schedule: RetrySchedule, chance: number, retryAfterMs = 0): Pauses {
  return (failures) => {
    if (failures >= schedule.attempts) return undefined;
    const planned = pauseAfter(failures, schedule, () => chance);
    return Math.round(Math.max(planned, Math.min(retryAfterMs, MAX_RETRY_AFTER_MS)));
  };
}

/** Seconds or an HTTP date (RFC 9110 §10.2.3) as milliseconds from now; 0 for what is neither or past. */
export function readRetryAfter(value: unknown, nowMs: number): number {
  if (typeof value !== 'string') return 0;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1_000;
  const at = value.endsWith(' GMT') ? Date.parse(value) : NaN;
  return Number.isNaN(at) ? 0 : Math.max(0, at - nowMs);
}
