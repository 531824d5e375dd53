import type { Language } from '../sessions/index.ts';

const ZONE = 'Europe/Berlin';
const tags: Readonly<Record<Language, string>> = { de: 'de-DE', en: 'en-GB' };

const format = (language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(tags[language], { timeZone: ZONE, ...options });

const both = (options: Intl.DateTimeFormatOptions): Readonly<Record<Language, Intl.DateTimeFormat>> => ({
  de: format('de', options),
  en: format('en', options),
});

const days = both({ day: 'numeric', month: 'long', year: 'numeric' });
const instants = both({
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
const months = both({ month: 'long', year: 'numeric' });
const isoDays = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE });
const times = both({ hour: '2-digit', minute: '2-digit' });
const exactTimes = both({ hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** In the line of its number (DIN 5008). */
const UHR = '\u00a0Uhr';

/** An instant as people here write it, in the time of Berlin: "27. November 2026 um 14:05". */
export const instantText = (instant: string | Date, language: Language): string =>
  instants[language].format(new Date(instant)) + (language === 'de' ? UHR : '');

export const timeText = (instant: string | Date, language: Language): string =>
  times[language].format(new Date(instant)) + (language === 'de' ? UHR : '');

/** To the second, of what changes with it. */
export const exactTimeText = (instant: string | Date, language: Language): string =>
  exactTimes[language].format(new Date(instant)) + (language === 'de' ? UHR : '');

export const monthText = (instant: string | Date, language: Language): string =>
  months[language].format(new Date(instant));

/** Day in Berlin a month after an instant; the last one of a shorter month (Regulation (EEC) 1182/71 Art. 3(2)(c)). */
export function dayAMonthAfter(instant: string): string {
  const [year = 0, month = 1, day = 1] = isoDays.format(new Date(instant)).split('-').map(Number);
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(day, last))).toISOString().slice(0, 10);
}

/** A day of the calendar, parts of which may be unknown (`00`): "1988", "April 1988", "17. April 1988". */
export function dayText(day: string, language: Language): string {
  const [year = '', month = '00', dayOfMonth = '00'] = day.split('T', 1)[0]!.split('-');
  if (month === '00') return year;
  // At noon, so that no zone moves it to another day.
  const date = new Date(`${year}-${month}-${dayOfMonth === '00' ? '01' : dayOfMonth}T12:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  return (dayOfMonth === '00' ? months : days)[language].format(date);
}
