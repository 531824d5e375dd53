import type { ConnectionFault } from './pinned-socket.ts';
import { retriesBy, type Retries, type RetrySchedule } from './retry-schedule.ts';

/** What is known before an attempt. */
export interface AttemptState {
  /** Failed attempts of this message. */
  readonly attempts: number;
  /** Failures of the receiver in a row, whichever the message. */
  readonly failures: number;
  /** What the receiver refused since it last took something; what was given up or withheld does not count. */
  readonly refused: 'nothing' | 'this' | 'others';
  /** Others of its stream wait behind this message. */
  readonly isFollowed: boolean;
  /** Before it lie messages of its stream that were set aside. */
  readonly isBehindAside: boolean;
  /** It was dealt with before, and asked for again. */
  readonly isRedelivery: boolean;
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
  /** Nothing of its stream may be told, perhaps ever again. */
  | { readonly kind: 'ended'; readonly waitMs: number }
  /** Whether it may be told cannot be said now; not the receiver's fault. */
  | { readonly kind: 'undecided'; readonly waitMs: number };

export type Disabled = 'GONE' | 'REFUSING' | 'FAILING';

/** What an attempt makes of its message and its receiver. */
export interface Transition {
  /**
   * WAITING: it is tried again. Otherwise the cursor moves on behind it. ASIDE: what follows shows whose fault it is; once
   * that is taken this message is given up, and where it is refused as well the cursor comes back.
   */
  readonly state: 'WAITING' | 'ASIDE' | 'DELIVERED' | 'FAILED' | 'WITHHELD';
  /** Failed attempts of the message that is next, and how long that one waits. */
  readonly attempts: number;
  readonly waitMs: number;
  /** What came of the request; absent where none was made. */
  readonly request?: AttemptResult;
  readonly receiver: {
    readonly failures: number;
    /** As in the state; absent: as before. */
    readonly refused?: AttemptState['refused'];
    /** Why it did not take the message, where it did not. */
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
 * What an attempt's outcome means. What fails (3xx, 429, 5xx, no answer) is the receiver. What refuses (any other 4xx) may
 * mean the message as long as nothing else is refused; the second one that is, with nothing taken in between, means the
 * receiver. A message is given up only by a receiver that takes others; a receiver is paused and in the end disabled,
 * and nothing is lost.
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
  // Of what will not be sent nobody finds out whose fault it was.
  const withoutThis = state.refused === 'this' ? ({ failures, refused: 'nothing' } as const) : asBefore;
  const retries = retriesBy(schedule, chance, outcome.kind === 'answered' ? outcome.retryAfterMs : 0);
  switch (outcome.kind) {
    case 'withheld':
      return { state: 'WITHHELD', attempts: 0, waitMs: 0, receiver: withoutThis };
    case 'ended':
      return { state: 'WAITING', attempts: 0, waitMs: outcome.waitMs, receiver: withoutThis };
    case 'undecided':
      return { state: 'WAITING', attempts, waitMs: outcome.waitMs, receiver: asBefore };
    case 'idle-closed':
      return { state: 'WAITING', attempts, waitMs: 0, receiver: asBefore };
    case 'unreachable': {
      const receiver = failing(failures, { result: outcome.fault }, retries);
      return { state: 'WAITING', attempts, waitMs: 0, receiver };
    }
    case 'not-answered':
      return failed(state, { result: outcome.fault }, retries);
    case 'answered':
      return answered(state, outcome.status, retries);
  }
}

/**
 * What an answer's status says of the request. A redirect is never followed (Standard Webhooks, "Operational
 * considerations", as is what 410 means).
 */
export function resultOf(status: number): AttemptResult {
  if (status >= 200 && status < 300) return { result: 'delivered' };
  if (status === 410) return { result: 'gone', status };
  return { result: status >= 300 && status < 400 ? 'redirect-refused' : 'status-unsuitable', status };
}

function answered(state: AttemptState, status: number, retries: Retries): Transition {
  const request = resultOf(status);
  if (request.result === 'delivered') {
    const receiver = { failures: 0, refused: 'nothing' } as const;
    return { state: 'DELIVERED', attempts: 0, waitMs: 0, request, receiver };
  }
  if (request.result === 'gone') {
    const receiver = { failures: state.failures + 1, failed: request, disabled: 'GONE' } as const;
    return { state: 'WAITING', attempts: state.attempts, waitMs: 0, request, receiver };
  }
  const isRefusal = status >= 400 && status < 500 && status !== 429;
  return isRefusal ? refused(state, request, retries) : failed(state, request, retries);
}

function failed(state: AttemptState, request: AttemptResult, retries: Retries): Transition {
  const receiver = failing(state.failures, request, retries);
  if (retries.areOver(state.attempts + 1) && takesOthers(state)) return passed('FAILED', request, receiver);
  return waiting(state, request, retries, receiver);
}

function refused(state: AttemptState, request: AttemptResult, retries: Retries): Transition {
  if (state.isRedelivery) return refusedAgain(state, request, retries);
  if (state.refused === 'others') {
    // Before the receiver is disabled, what follows has its say: each of several messages may be at fault by itself.
    if (retries.areOver(state.failures + 1) && state.isFollowed && !state.isBehindAside)
      return passed('ASIDE', request, { failures: state.failures, refused: 'this', failed: request });
    const refusing = failing(state.failures, request, retries, 'REFUSING');
    return waiting(state, request, retries, { ...refusing, refused: 'others' });
  }
  const receiver = { failures: state.failures, refused: 'this', failed: request } as const;
  if (retries.areOver(state.attempts + 1)) {
    if (takesOthers(state)) return passed('FAILED', request, { ...receiver, refused: 'nothing' });
    if (state.isFollowed) return passed('ASIDE', request, receiver);
  }
  return waiting(state, request, retries, receiver);
}

/** Many a receiver refuses what it has (409). That says nothing about others. */
function refusedAgain(state: AttemptState, request: AttemptResult, retries: Retries): Transition {
  const receiver = { failures: state.failures, failed: request };
  const isOver = retries.areOver(state.attempts + 1) && takesOthers(state);
  return isOver ? passed('FAILED', request, receiver) : waiting(state, request, retries, receiver);
}

/** It took something since the last attempt of this message. */
const takesOthers = ({ failures, refused: what }: AttemptState): boolean =>
  failures === 0 && what === 'nothing';

const passed = (
  state: 'FAILED' | 'ASIDE',
  request: AttemptResult,
  receiver: Transition['receiver'],
): Transition => ({ state, attempts: 0, waitMs: 0, request, receiver });

function waiting(
  state: AttemptState,
  request: AttemptResult,
  { pauseMs }: Retries,
  receiver: Transition['receiver'],
): Transition {
  const attempts = state.attempts + 1;
  return { state: 'WAITING', attempts, waitMs: pauseMs(attempts), request, receiver };
}

function failing(
  before: number,
  request: AttemptResult,
  { pauseMs, areOver }: Retries,
  why: Disabled = 'FAILING',
): Transition['receiver'] {
  const failures = before + 1;
  const then = areOver(failures) ? { disabled: why } : { pauseMs: pauseMs(failures) };
  return { failures, failed: request, ...then };
}
