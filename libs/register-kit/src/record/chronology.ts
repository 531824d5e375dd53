import type { ProblemDetailItem } from '#libs/contracts';
import { RequestInvalid } from '#libs/service-kit';
import { comparePartialDates } from './partial-dates.rules.ts';
import type { RegisterRecord } from './register-record.ts';

/** A day in a body, at its JSON pointer; parts that are unknown are zeros. */
export interface Dated {
  readonly pointer: string;
  readonly day: string | null | undefined;
}

const fault = (pointer: string, detail: string): ProblemDetailItem => ({
  pointer,
  code: 'request-invalid',
  detail,
});

/** A fault for each day that surely lies ahead. A record states what has happened; what is planned is no fact yet. */
export const aheadOf = (today: string, days: readonly Dated[]): readonly ProblemDetailItem[] =>
  days
    .filter(({ day }) => day && comparePartialDates(day, today) > 0)
    .map(({ pointer }) => fault(pointer, 'This day lies in the future; give the day on which it happened.'));

/** A fault where the second day surely lies before the first. */
export const notBefore = (
  first: string | null | undefined,
  { pointer, day }: Dated,
  detail: string,
): readonly ProblemDetailItem[] =>
  first && day && comparePartialDates(day, first) < 0 ? [fault(pointer, detail)] : [];

/** @throws RequestInvalid with all faults, if there is one */
export function refuseFaults(faults: readonly ProblemDetailItem[]): void {
  const [first, ...rest] = faults;
  if (first) throw new RequestInvalid([first, ...rest]);
}

/** An act that ends a record holds from its latest act on at the earliest. @throws RequestInvalid */
export function refuseEndBeforeLatest({ effectiveOn }: RegisterRecord, on: string): void {
  if (on >= effectiveOn) return;
  throw RequestInvalid.at(
    '/effectiveOn',
    'The act ends the record and cannot hold from before its latest act. See the history of the record.',
  );
}
