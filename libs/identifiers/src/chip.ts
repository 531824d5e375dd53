import type { Branded } from './branded.ts';
import { failures, success, type Parsed } from './parsed.ts';
import { plainHyphens, withoutBlanks } from './text.ts';

/** Number of an animal's transponder (ISO 11784): three digits of country or maker, twelve of the animal. */
export type Chip = Branded<'Chip'>;

export const chipFailures = failures({
  FORMAT: 'A chip number has 15 digits; send it without separators.',
  RANGE:
    'A chip number begins with a country (276 for Germany) or a maker (900 to 998), and no transponder has twelve zeros after it.',
});

const form = /^\d{15}$/;
const hyphens = /-+/g;

/** Removes blanks and hyphens. */
export const normaliseChip = (text: string): string => plainHyphens(withoutBlanks(text)).replace(hyphens, '');

/** Reads a canonical chip number. There is no check digit; 999 marks transponders for tests (ISO 11784, table 1). */
export function parseChip(text: string): Parsed<Chip> {
  if (!form.test(text)) return chipFailures.FORMAT;
  const issuer = text.slice(0, 3);
  if (issuer === '000' || (issuer > '894' && issuer < '900') || text.slice(3) === '000000000000')
    return chipFailures.RANGE;
  return success(text as Chip);
}
