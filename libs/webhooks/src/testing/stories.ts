import { type AttemptState, type Outcome, type Transition, transitionAfter } from '../attempt.rules.ts';
import { RETRIES } from '../retry-schedule.ts';

export const calm: AttemptState = {
  attempts: 0,
  failures: 0,
  refused: 'nothing',
  isFollowed: true,
  isBehindAside: false,
  isRedelivery: false,
};
export const answered = (status: number, retryAfterMs = 0): Outcome => ({
  kind: 'answered',
  status,
  retryAfterMs,
});
/** Before the last attempt of its schedule. */
export const last: AttemptState = { ...calm, attempts: 14 };
export const after = (state: AttemptState, outcome: Outcome): Transition =>
  transitionAfter(state, outcome, RETRIES, 0.5);

/** As one reads it: what becomes of the message; what becomes of its receiver. */
export function told({ state, attempts, waitMs, receiver }: Transition): string {
  const { failures, pauseMs, disabled, refused } = receiver;
  const message = state === 'WAITING' ? `WAITING after ${attempts}, ${waitMs / 1_000} s` : state;
  const paused = pauseMs === undefined ? 'open' : `paused ${pauseMs / 1_000} s`;
  const known = refused === undefined ? '' : `, refused ${refused}`;
  return `${message}; receiver ${disabled ?? paused}, ${failures} failures${known}`;
}
