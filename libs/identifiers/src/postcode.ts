import { lowerSaxonPostcodes } from './area-data.ts';
import type { Branded } from './branded.ts';
import { failures, success, type Parsed } from './parsed.ts';
import { isDigits, withoutBlanks } from './text.ts';

/** German postcode, five digits. Always text: leading zeros count. */
export type Postcode = Branded<'Postcode'>;

export const postcodeFailures = failures({
  FORMAT: 'A postcode has exactly five digits, with its leading zero and without a country prefix.',
  CHARSET:
    'A foreign postcode has at most ten letters and digits, with single blanks or hyphens between them.',
  RANGE: 'German postcodes run from 01001 to 99998; check for typing errors.',
});

export const normalisePostcode = withoutBlanks;

/** Postcodes of the world are letters, digits, single blanks and hyphens; the longest have ten characters. */
const abroad = /^(?=.{1,10}$)[A-Z0-9]+(?:[ -][A-Z0-9]+)*$/i;
const germany = /^(?:de|deu|d|germany|deutschland|bundesrepublik deutschland)$/i;

/** Whether an address with this country is a foreign one. */
export const isAbroad = (country: string | null | undefined): boolean =>
  country !== null && country !== undefined && country.trim() !== '' && !germany.test(country.trim());

/** Reads the postcode of an address anywhere: with a foreign country of any form that is in use, else a German one. */
export function parsePostcodeOf(text: string, country: string | null | undefined): Parsed<string> {
  if (!isAbroad(country)) return parsePostcode(text);
  return abroad.test(text) ? success(text) : postcodeFailures.CHARSET;
}

/** Reads a canonical postcode. Whether it is assigned is not checked. */
export function parsePostcode(text: string): Parsed<Postcode> {
  if (!isDigits(text, 5)) return postcodeFailures.FORMAT;
  if (text < '01001' || text > '99998') return postcodeFailures.RANGE;
  return success(text as Postcode);
}

/** True when at least one Lower Saxon municipality has the postcode. */
export const isLowerSaxonPostcode = (postcode: string): boolean => lowerSaxonPostcodes().has(postcode);
