import { lowerSaxonPostcodes } from './area-data.ts';
import type { Branded } from './branded.ts';
import { failures, success, type Parsed } from './parsed.ts';
import { isDigits, withoutBlanks } from './text.ts';

/** German postcode, five digits. Always text: leading zeros count. */
export type Postcode = Branded<'Postcode'>;

export const postcodeFailures = failures({
  FORMAT: 'A postcode has exactly five digits, with its leading zero and without a country prefix.',
  RANGE: 'German postcodes run from 01001 to 99998; check for typing errors.',
});

export const normalisePostcode = withoutBlanks;

/** Reads a canonical postcode. Whether it is assigned is not checked. */
export function parsePostcode(text: string): Parsed<Postcode> {
  if (!isDigits(text, 5)) return postcodeFailures.FORMAT;
  if (text < '01001' || text > '99998') return postcodeFailures.RANGE;
  return success(text as Postcode);
}

/** True when at least one Lower Saxon municipality has the postcode. */
export const isLowerSaxonPostcode = (postcode: string): boolean => lowerSaxonPostcodes().has(postcode);
