import type { Branded } from './branded.ts';
import { checkDigit1110 } from './mod-11-10.ts';
import { failures, success, type Parsed } from './parsed.ts';
import { digitAt, plainHyphens, upperCase, withoutBlanks } from './text.ts';

/** Business identification number (AO §139c, WIdV §1): `DE` + nine digits, optionally `-` + five digits. */
export type Widnr = Branded<'Widnr'>;

export const widnrFailures = failures({
  FORMAT:
    'A business identification number is DE, nine digits, and optionally a hyphen with five digits; send it in that form.',
  LEADING_ZERO:
    'The nine digits of a business identification number never begin with 0; check for typing errors.',
  SUFFIX_ZERO:
    'The distinguishing feature after the hyphen counts from 00001; 00000 is never assigned. Leave it out or correct it.',
  CHECK_DIGIT:
    'The check digit of the business identification number does not fit; compare every digit with its assignment.',
});

const form = /^DE\d{9}(?:-\d{5})?$/;
const withoutHyphen = /^(DE\d{9})(\d{5})$/;

/** Removes blanks, upper case, and puts the hyphen before a five-digit feature where it is missing. */
export const normaliseWidnr = (text: string): string =>
  upperCase(plainHyphens(withoutBlanks(text))).replace(withoutHyphen, '$1-$2');

/** Reads a canonical W-IdNr, with or without its distinguishing feature. */
export function parseWidnr(text: string): Parsed<Widnr> {
  if (!form.test(text)) return widnrFailures.FORMAT;
  if (digitAt(text, 2) === 0) return widnrFailures.LEADING_ZERO;
  if (checkDigit1110(text, 2, 10) !== digitAt(text, 10)) return widnrFailures.CHECK_DIGIT;
  if (text.endsWith('-00000')) return widnrFailures.SUFFIX_ZERO;
  return success(text as Widnr);
}

/**
 * Completes eight digits to a W-IdNr with the first distinguishing feature.
 * @returns undefined unless given eight digits of which the first is not 0
 */
export function widnrFromBody(eightDigits: string): Widnr | undefined {
  const parsed = parseWidnr(`DE${eightDigits}${checkDigit1110(eightDigits, 0, 8)}-00001`);
  return parsed.ok ? parsed.value : undefined;
}
