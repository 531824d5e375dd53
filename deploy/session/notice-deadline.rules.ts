const DAYS = 14;

/** @param day `YYYY-MM-DD` @returns the day two weeks later */
export function twoWeeksAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + DAYS);
  return date.toISOString().slice(0, 10);
}

/** The bug of the demonstration: the 31st becomes the 45th, which the database refuses. */
export function fourteenMoreOnTheDay(day: string): string {
  return `${day.slice(0, 8)}${Number(day.slice(8)) + DAYS}`;
}
