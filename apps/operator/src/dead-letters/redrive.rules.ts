import type { UnknownGroups } from '../ask-kafka.ts';
import type { LeftOutDto, RedriveDescriptionDto, RedriveKind, RedriveProgressDto } from './redrive.dto.ts';

export interface RedriveRow extends RedriveProgressDto {
  readonly id: string;
  readonly kind: RedriveKind;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
  readonly reason: string | null;
  readonly selection: object;
  readonly isFresh: boolean;
  readonly leftOut: readonly LeftOutDto[];
  readonly absentGroups: readonly string[];
}

/** What nobody would carry out. A redrive is tried now or not at all; a discard holds whenever its group reads of it. */
export const notAskedOf = (kind: RedriveKind, { absent, unreachable }: UnknownGroups): readonly string[] =>
  kind === 'DISCARD' ? unreachable : [...absent, ...unreachable];

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
    leftOut: row.leftOut,
    absentGroups: row.absentGroups,
  };
}
