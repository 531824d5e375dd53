/** Days since 1970-01-01, so that spans of days are plain sums; text only at the edges. */
export type DayNumber = number;

const DAY_MS = 86_400_000;

/** The day it is in Germany, `YYYY-MM-DD`. */
export const today = (): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());

export const dayNumber = (text: string): DayNumber => Date.parse(`${text}T00:00:00Z`) / DAY_MS;
/** `YYYY-MM-DD` */
export const dayText = (day: DayNumber): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
/** `YYYY-MM` */
export const monthText = (day: DayNumber): string => dayText(day).slice(0, 7);
export const yearOf = (day: DayNumber): number => new Date(day * DAY_MS).getUTCFullYear();

/** The same day some years later or earlier; 29 February becomes 1 March where there is none. */
export function addYears(day: DayNumber, years: number): DayNumber {
  const date = new Date(day * DAY_MS);
  return Date.UTC(date.getUTCFullYear() + years, date.getUTCMonth(), date.getUTCDate()) / DAY_MS;
}

/** True when somebody born then is at least that old on the day. */
export const isAged = (birth: DayNumber, years: number, on: DayNumber): boolean =>
  addYears(birth, years) <= on;
