const DAY_MS = 86_400_000;
const SUNDAY = 0;
const SATURDAY = 6;

const fixedHolidays = ['01-01', '05-01', '10-03', '10-31', '12-25', '12-26'];
/** Days after Easter Sunday: Good Friday, Easter Monday, Ascension, Whit Monday. */
const movableHolidays = [-2, 1, 39, 50];

const textOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Easter Sunday of the Gregorian calendar (Butcher's rule). */
function easterOf(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const count = epact + weekday - 7 * late + 114;
  return Date.UTC(year, Math.floor(count / 31) - 1, (count % 31) + 1);
}

/** Monday to Saturday, but for the holidays of Lower Saxony (NFeiertagsG §2). @param day `YYYY-MM-DD` */
export function isWorkingDay(day: string): boolean {
  const ms = Date.parse(day);
  if (new Date(ms).getUTCDay() === SUNDAY || fixedHolidays.includes(day.slice(5))) return false;
  const easter = easterOf(Number(day.slice(0, 4)));
  return !movableHolidays.some((days) => easter + days * DAY_MS === ms);
}

/**
 * The last day of a term of working days that begins after a day (VwVfG §31(1), BGB §187(1)). A Saturday is one of them
 * and ends no term (VwVfG §31(3)).
 */
export function termOfWorkingDays(day: string, count: number): string {
  let ms = Date.parse(day);
  for (let left = count; left > 0;) {
    ms += DAY_MS;
    if (isWorkingDay(textOf(ms))) left -= 1;
  }
  while (new Date(ms).getUTCDay() === SATURDAY || !isWorkingDay(textOf(ms))) ms += DAY_MS;
  return textOf(ms);
}
