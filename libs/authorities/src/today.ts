const berlin = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });
/** Asked for with every lookup; making it costs a microsecond or two. */
const LASTS_MS = 1_000;

let day = '';
let madeAt = 0;

/** The day by which authorities begin and end, `YYYY-MM-DD` in Europe/Berlin. */
export function today(now = Date.now()): string {
  if (day === '' || now - madeAt >= LASTS_MS || now < madeAt) {
    day = berlin.format(now);
    madeAt = now;
  }
  return day;
}
