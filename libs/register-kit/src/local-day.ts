/** Deadlines and effective days of the law are local days (domain.md §7). */
const berlin = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });

/** `YYYY-MM-DD` in Europe/Berlin. */
export const localDay = (instant: Date): string => berlin.format(instant);

/** The same day in SQL, for conditions such as a lock's end. */
export const localDaySql = `(now() at time zone 'Europe/Berlin')::date`;
