import type { Branded } from './branded.ts';
import { checkDigits97, remainder97 } from './mod-97.ts';
import { failures, success, type Parsed } from './parsed.ts';
import { plainHyphens, upperCase, withoutBlanks } from './text.ts';

/** Legal entity identifier (ISO 17442): 18 letters or digits and two check digits. */
export type Lei = Branded<'Lei'>;

export const leiFailures = failures({
  FORMAT:
    'A legal entity identifier has 18 capital letters or digits and two check digits; send it without separators.',
  CHECK_DIGIT:
    'The check digits of the legal entity identifier do not fit; compare every character with the entry at GLEIF.',
});

const form = /^[0-9A-Z]{18}\d{2}$/;
const hyphens = /-+/g;

/** Removes blanks and hyphens, upper case. */
export const normaliseLei = (text: string): string =>
  upperCase(plainHyphens(withoutBlanks(text)).replace(hyphens, ''));

/** Reads a canonical LEI. Check digits 00, 01 and 99 fit modulo 97 too, but are never assigned (ISO 7064: 02 to 98). */
export function parseLei(text: string): Parsed<Lei> {
  if (!form.test(text)) return leiFailures.FORMAT;
  const digits = text.slice(18);
  if (remainder97(text) !== 1 || digits < '02' || digits > '98') return leiFailures.CHECK_DIGIT;
  return success(text as Lei);
}

/** Completes 18 letters or digits to a LEI; undefined for any other text. */
export function leiFromBody(body: string): Lei | undefined {
  const parsed = parseLei(body + checkDigits97(body));
  return parsed.ok ? parsed.value : undefined;
}
