import type { RedriveDescriptionDto, RedriveKind, RedriveProgressDto } from './redrive.dto.ts';

export interface RedriveRow extends RedriveProgressDto {
  readonly id: string;
  readonly kind: RedriveKind;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
  readonly reason: string | null;
  readonly selection: object;
  readonly isFresh: boolean;
}

export function describeRedrive(row: RedriveRow): RedriveDescriptionDto {
  const { keys, keysSettled, events, done, failedAgain, heldBack, pending } = row;
  return {
    id: row.id,
    kind: row.kind,
    state: pending > 0 ? 'RUNNING' : 'DONE',
    isUnanswered: pending > 0 && !row.isFresh,
    requestedBy: row.requestedBy,
    requestedAt: row.requestedAt.toISOString(),
    ...(row.finishedAt && { finishedAt: row.finishedAt.toISOString() }),
    ...(row.reason !== null && { reason: row.reason }),
    selection: row.selection,
    progress: { keys, keysSettled, events, done, failedAgain, heldBack, pending },
  };
}
