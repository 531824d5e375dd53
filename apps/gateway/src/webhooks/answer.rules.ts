import type { CallbackAnswer } from './callback-connection.ts';
import type { FailureReason } from './delivery.errors.ts';
import { readRetryAfter } from './retry.rules.ts';

/**
 * A failure. `callback`: the whole address is in trouble, so it pauses; `event`: it works and does not want this one,
 * so only this subscription waits.
 */
export interface Failure {
  readonly reason: FailureReason;
  readonly of: 'callback' | 'event';
  readonly retryAfterMs: number;
  readonly status?: number;
}

export type Verdict = 'delivered' | 'gone' | Failure;

/** What a receiver's answer means (Standard Webhooks, "Operational considerations"); a redirect is never followed. */
export function judge({ status, retryAfter }: CallbackAnswer, nowMs: number): Verdict {
  if (status >= 200 && status < 300) return 'delivered';
  if (status === 410) return 'gone';
  const reason = status >= 300 && status < 400 ? 'redirect-refused' : 'status-unsuitable';
  const refusesEvent = status >= 400 && status < 500 && status !== 429;
  return {
    reason,
    of: refusesEvent ? 'event' : 'callback',
    retryAfterMs: readRetryAfter(retryAfter, nowMs),
    status,
  };
}

/** One id for all attempts and redeliveries of an event to a subscription; an operator's replay is a new message. */
export const webhookId = (event: { id: string; replayid?: string }, subscriptionId: string): string =>
  [event.id, subscriptionId, ...(event.replayid === undefined ? [] : [event.replayid])].join('_');
