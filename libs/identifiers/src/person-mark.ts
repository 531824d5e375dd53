import { createHmac } from 'node:crypto';
import { searchForm } from './search-form.ts';

/** By whom a record may name somebody without a number. */
export interface NamedPerson {
  readonly familyName: string;
  readonly givenNames: string;
  /** Partial date. */
  readonly birthDate?: string | null | undefined;
}

/**
 * Keyed digest of a person's names, as searches compare them (BMeldDAV, annex no. 4), and birth date. Nothing where a name or a
 * part of the date is missing: then the record does not say who it is.
 * @param key in base64url
 */
export function personMark(
  key: string,
  { familyName, givenNames, birthDate }: NamedPerson,
): string | undefined {
  const [family, given] = [searchForm(familyName), searchForm(givenNames)];
  if (family === '' || given === '' || !isWholeDay(birthDate)) return undefined;
  const hmac = createHmac('sha256', Buffer.from(key, 'base64url'));
  return hmac.update(JSON.stringify([family, given, birthDate])).digest('base64url');
}

/** A partial date has zeros for what is unknown. */
export const isWholeDay = (day: string | null | undefined): day is string =>
  typeof day === 'string' &&
  /^\d{4}-\d{2}-\d{2}$/.test(day) &&
  !day.includes('-00') &&
  !day.startsWith('0000');
