import type { DeliveryRow, ReceiverRow } from '#libs/webhooks';
import type { CallbackDto, CallbackState, DeliveryDto } from './webhooks.dto.ts';

/** Paused is what took nothing since it failed or refused, also while it is tried. */
function stateOf({ disabled, failures, isRefusing }: ReceiverRow): CallbackState {
  if (disabled !== null) return 'DISABLED';
  return failures === 0 && !isRefusing ? 'ACTIVE' : 'PAUSED';
}

export function toReceiverDto(row: ReceiverRow | undefined): Omit<CallbackDto, 'id' | 'url'> {
  if (row === undefined) return { state: 'NO_SECRET', failures: 0, secrets: [] };
  const { disabled, failures, lastFailure, lastStatus, lastFailureAt, pausedUntil, secrets } = row;
  return {
    state: stateOf(row),
    ...(disabled !== null && { disabledBecause: disabled }),
    failures,
    ...(lastFailure !== null && { lastFailure }),
    ...(lastStatus !== null && { lastStatus }),
    ...(lastFailureAt !== null && { lastFailureAt: lastFailureAt.toISOString() }),
    ...(pausedUntil !== null && failures > 0 && { pausedUntil: pausedUntil.toISOString() }),
    secrets: secrets.map(({ id, createdAt, expiresAt }) => ({
      id,
      createdAt: new Date(createdAt).toISOString(),
      ...(expiresAt !== null && { expiresAt: new Date(expiresAt).toISOString() }),
    })),
  };
}

export const toDeliveryDto = (row: DeliveryRow, cursor: string): DeliveryDto => ({
  eventId: row.eventId,
  eventType: row.eventType,
  state: row.state,
  attempts: row.attempts,
  lastResult: row.lastResult,
  ...(row.lastStatus !== null && { lastStatus: row.lastStatus }),
  firstAttemptAt: row.firstAttemptAt.toISOString(),
  lastAttemptAt: row.lastAttemptAt.toISOString(),
  ...(row.nextAttemptAt !== null && { nextAttemptAt: row.nextAttemptAt.toISOString() }),
  cursor,
});
