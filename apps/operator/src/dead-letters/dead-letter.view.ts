import type { DeadLetterDto } from './dead-letter.dto.ts';

export interface DeadLetterRow extends Omit<DeadLetterDto, 'parkedAt' | 'changedAt' | 'replayId'> {
  /** Order of arrival; what pages are cut by. */
  readonly number: string;
  /** Microseconds since 1970 of `parkedAt`, which PostgreSQL knows more exactly than a Date. */
  readonly parkedMicros: string;
  readonly replayId: string;
  readonly parkedAt: Date;
  readonly changedAt: Date;
}

export type DeadLetterView = { readonly [K in keyof DeadLetterDto]: DeadLetterDto[K] };

export function toDeadLetter(row: DeadLetterRow): DeadLetterView {
  const { id, group, topic, origin, type, eventId, replayId, key, state } = row;
  const { causeCode, cause, attempts, blocksKey, failedRedrives, parkedAt, changedAt } = row;
  return {
    ...{ id, group, topic, origin, type, eventId, key, state },
    ...(replayId !== '' && { replayId }),
    ...{ causeCode, cause, attempts, blocksKey, failedRedrives },
    parkedAt: parkedAt.toISOString(),
    changedAt: changedAt.toISOString(),
  };
}
