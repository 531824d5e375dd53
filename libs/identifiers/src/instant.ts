import type { Branded } from './branded.ts';
import { parseDay } from './day.ts';
import { failures, success, type Parsed } from './parsed.ts';

/** Point in time with its zone, RFC 3339: `2026-05-31T10:00:00Z`, `2026-05-31T12:00:00.5+02:00`. */
export type Instant = Branded<'Instant'>;

export const instantFailures = failures({
  FORMAT:
    'Write the instant as RFC 3339 with seconds and zone, as in 2026-05-31T10:00:00Z or 2026-05-31T12:00:00+02:00.',
  RANGE: 'The day of this instant is not in the calendar, or its year is not between 1000 and 9998.',
});

/**
 * Microseconds, because PostgreSQL keeps no more; no zone beyond +14:59, because none exists and PostgreSQL ends at
 * 15:59; no leap second, because JavaScript refuses it and PostgreSQL moves it into the next minute.
 */
export const INSTANT =
  '^\\d{4}-\\d\\d-\\d\\dT([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,6})?(Z|[+-](0\\d|1[0-4]):[0-5]\\d)$';

const form = new RegExp(INSTANT);
const DAY_LENGTH = 10;

/** Reads an instant. Both ends of the years are far from those that a zone could carry it across. */
export function parseInstant(text: string): Parsed<Instant> {
  if (!form.test(text)) return instantFailures.FORMAT;
  const exists = parseDay(text.slice(0, DAY_LENGTH)).ok && text < '9999';
  return exists ? success(text as Instant) : instantFailures.RANGE;
}

/** The one way from a text to a `Date`: what has passed {@link parseInstant} neither rolls over nor is invalid. */
export const dateOf = (instant: Instant): Date => new Date(instant);
