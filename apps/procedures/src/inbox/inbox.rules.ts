import type { Person } from '#libs/contracts';
import { keeperOf } from '../authorities/index.ts';
import {
  type Outcome,
  type SubmissionContent,
  SubmissionDecided,
  type SubmissionRow,
  SubmissionUnderWay,
  SubmissionUnknown,
} from '../submissions/index.ts';
import { SubmissionChangedMeanwhile, SubmissionNotTaken, SubmissionTaken } from './inbox.errors.ts';

/** Compared by issuer and `sub`, whatever the client (ADR 0043). */
export const isTakenBy = ({ takenIss, takenBy }: SubmissionRow, { iss, sub }: Person): boolean =>
  takenIss === iss && takenBy === sub;

/** Its own, or of one that it succeeded. */
export const isKeptBy = (authority: string | undefined, row: SubmissionRow): boolean =>
  authority !== undefined && keeperOf(row.authority) === authority;

/**
 * Of the clerk's own authority, and not with somebody else. Foreign and unknown look alike.
 * @throws SubmissionUnknown, SubmissionDecided, SubmissionUnderWay, SubmissionTaken
 */
export function takeable(
  row: SubmissionRow | undefined,
  authority: string | undefined,
  clerk: Person,
): SubmissionRow {
  if (row === undefined || !isKeptBy(authority, row)) throw new SubmissionUnknown();
  if (row.state === 'DECIDED') throw new SubmissionDecided();
  if (row.isTaken && !isTakenBy(row, clerk)) throw new SubmissionTaken();
  if (row.state === 'RECEIVED') throw new SubmissionUnderWay();
  return row;
}

/** One that the clerk has taken, as it was read. @throws also SubmissionNotTaken, SubmissionChangedMeanwhile */
export function workable(
  row: SubmissionRow | undefined,
  authority: string | undefined,
  clerk: Person,
  expectedVersion: number,
): SubmissionRow {
  const found = takeable(row, authority, clerk);
  if (!found.isTaken) throw new SubmissionNotTaken();
  if (found.version !== expectedVersion) throw new SubmissionChangedMeanwhile();
  return found;
}

/** Whether the very same was decided before: a repetition of a request whose answer was lost. */
export const isDecidedSo = (
  row: SubmissionRow | undefined,
  authority: string | undefined,
  clerk: Person,
  outcome: Outcome,
): row is SubmissionRow =>
  row !== undefined &&
  isKeptBy(authority, row) &&
  row.state === 'DECIDED' &&
  row.isAutomatic === false &&
  row.outcome === outcome &&
  isTakenBy(row, clerk);

export const isReasonedSo = (
  row: SubmissionRow,
  content: SubmissionContent,
  { reason, withoutPaper }: { readonly reason: string; readonly withoutPaper: string | undefined },
): boolean => content.reason(row) === reason && content.withoutPaper(row) === withoutPaper;
