const zone = 'Europe/Berlin';
const dayAndTime = new Intl.DateTimeFormat('sv-SE', {
  timeZone: zone,
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** `YYYY-MM-DD HH:MM:SS` on the clocks of Berlin. */
const inBerlin = (instant: Date): string => dayAndTime.format(instant);

/** When a day begins there: an hour earlier in summer. */
function midnightOf(day: string): Date {
  const wanted = `${day} 00:00:00`;
  const found = ['+01:00', '+02:00']
    .map((offset) => new Date(`${day}T00:00:00${offset}`))
    .find((instant) => inBerlin(instant) === wanted);
  if (!found) throw new Error('A day of Berlin begins at midnight.');
  return found;
}

function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

export interface Day {
  readonly day: string;
  readonly from: Date;
  /** Exclusive. */
  readonly to: Date;
}

/** The day before this instant's, from midnight to midnight in Europe/Berlin; 23 or 25 hours when clocks change. */
export function yesterdayOf(instant: Date): Day {
  const today = inBerlin(instant).slice(0, 10);
  const day = dayBefore(today);
  return { day, from: midnightOf(day), to: midnightOf(today) };
}

/** Last day of the month before this instant's. */
export function endOfLastMonth(instant: Date): string {
  return dayBefore(`${inBerlin(instant).slice(0, 7)}-01`);
}
