import { termOfWorkingDays } from '#libs/identifiers';

/** BMG §33(1), (2). */
const WORKING_DAYS = 3;
const DAY_MS = 86_400_000;

/** The last day of registrations whose feedback is late on a day: the term has ended on an earlier one. */
export function lastOverdueDay(today: string): string {
  let ms = Date.parse(today);
  while (termOfWorkingDays(dayOf(ms), WORKING_DAYS) >= today) ms -= DAY_MS;
  return dayOf(ms);
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
