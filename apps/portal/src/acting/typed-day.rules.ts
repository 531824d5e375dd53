const DAY = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/;

/** A day as people here write it, as the services take it; whatever else was written stays, so that it can be mended. */
export function dayTyped(text: string): string {
  const [, day, month, year] = DAY.exec(text) ?? [];
  if (year !== undefined) return `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
  const [, ofMonth, ofYear] = /^(\d{1,2})[./-](\d{4})$/.exec(text) ?? [];
  if (ofYear !== undefined) return `${ofYear}-${ofMonth!.padStart(2, '0')}-00`;
  return /^\d{4}$/.test(text) ? `${text}-00-00` : text;
}

/** The other way round; what is not known of a day is left out. */
export const dayShown = (text: string): string =>
  text.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3.$2.$1').replace(/^(00\.){1,2}/, '');
