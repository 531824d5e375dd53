import type { Branded } from './branded.ts';
import { failures, success, type Parsed } from './parsed.ts';

/** Calendar day, `YYYY-MM-DD`. */
export type Day = Branded<'Day'>;
/** Day of which parts may be unknown: `1998-05-00`, `1998-00-00`, `0000-00-00` (DSMeld sheet 0601). */
export type PartialDate = Branded<'PartialDate'>;

export const dayFailures = failures({
  FORMAT: 'Write the day as year, month and day with hyphens, as in 2026-05-31.',
  RANGE: 'This day is not in the calendar, or before the year 1000; correct it.',
});

export const partialDateFailures = failures({
  FORMAT: 'Write the date as year, month and day with hyphens; unknown parts are zeros, as in 1998-00-00.',
  RANGE:
    'This date is not in the calendar. Where the month is unknown the day is too, and where the year is unknown all is.',
});

const form = /^(\d{4})-(\d\d)-(\d\d)$/;
const FIRST_YEAR = 1000;
const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Reads a day of the Gregorian calendar; a year before 1000 is one of which digits are missing. */
export function parseDay(text: string): Parsed<Day> {
  const match = form.exec(text);
  if (!match) return dayFailures.FORMAT;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const exists = year >= FIRST_YEAR && day > 0 && day <= daysIn(year, month);
  return exists ? success(text as Day) : dayFailures.RANGE;
}

/** Reads a day whose unknown parts are zeros. */
export function parsePartialDate(text: string): Parsed<PartialDate> {
  const match = form.exec(text);
  if (!match) return partialDateFailures.FORMAT;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const known =
    month > 0
      ? year >= FIRST_YEAR && month <= 12 && day <= daysIn(year, month)
      : day === 0 && (year === 0 || year >= FIRST_YEAR);
  return known ? success(text as PartialDate) : partialDateFailures.RANGE;
}

/** The day on which a term of years ends that began on a day (BGB §188(2), (3)): 29 February may end on the 28th. */
export function termEnd(since: string, years: number): string {
  const [year = 0, month = 0, day = 0] = since.split('-').map(Number);
  const last = Math.min(day, daysIn(year + years, month));
  return `${year + years}-${since.slice(5, 7)}-${String(last).padStart(2, '0')}`;
}

/** Days in a month, 0 for a month that does not exist. */
function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (daysOfMonths[month - 1] ?? 0);
}
