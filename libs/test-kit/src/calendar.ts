/** So many days after another one, `YYYY-MM-DD`; by the calendar, since twice a year a day has 23 or 25 hours. */
export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
