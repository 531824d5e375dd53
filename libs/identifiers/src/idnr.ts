import type { Branded } from './branded.ts';
import { checkDigit1110 } from './mod-11-10.ts';
import { failures, success, type Parsed } from './parsed.ts';
import { digitAt, withoutBlanks } from './text.ts';

/** Identification number of a person (AO §139b, StIdV §1): eleven digits, no blanks. */
export type Idnr = Branded<'Idnr'>;

export interface IdnrOptions {
  /** Also accept the test range (leading 0). Never on where real people are processed. */
  readonly testNumbers?: boolean;
}

export const idnrFailures = failures({
  FORMAT: 'An identification number has exactly eleven digits; send them without blanks or letters.',
  REPEAT_RULE:
    'In an identification number exactly one of the first ten digits occurs twice or three times; check for typing errors.',
  TRIPLE_RUN:
    'An identification number never has the same digit three times in a row; check for typing errors.',
  CHECK_DIGIT:
    'The check digit of the identification number does not fit; compare every digit with the letter of the tax office.',
  LEADING_ZERO:
    'Identification numbers that begin with 0 are test numbers and are not accepted here; use an assigned number.',
});

/** Removes blanks, as in the display form `00 000 000 000`. */
export const normaliseIdnr = withoutBlanks;

/** Reads a canonical IDNr. */
export function parseIdnr(text: string, { testNumbers = false }: IdnrOptions = {}): Parsed<Idnr> {
  if (text.length !== 11) return idnrFailures.FORMAT;
  for (let index = 0; index < 11; index++) if (digitAt(text, index) < 0) return idnrFailures.FORMAT;
  const repetition = repetitionOf(text);
  if (repetition !== 'ALLOWED') return idnrFailures[repetition];
  if (checkDigit1110(text, 0, 10) !== digitAt(text, 10)) return idnrFailures.CHECK_DIGIT;
  if (digitAt(text, 0) === 0 && !testNumbers) return idnrFailures.LEADING_ZERO;
  return success(text as Idnr);
}

/**
 * Completes ten digits to an IDNr by its check digit.
 * @returns undefined when the ten digits break the repetition rules (or are not ten digits)
 */
export function idnrFromBody(tenDigits: string): Idnr | undefined {
  if (tenDigits.length !== 10) return undefined;
  const parsed = parseIdnr(tenDigits + checkDigit1110(tenDigits, 0, 10), { testNumbers: true });
  return parsed.ok ? parsed.value : undefined;
}

/** Counts four bits per digit in two numbers: no allocation on the lookup path. */
function repetitionOf(text: string): 'ALLOWED' | 'REPEAT_RULE' | 'TRIPLE_RUN' {
  let low = 0;
  let high = 0;
  for (let index = 0; index < 10; index++) {
    const digit = digitAt(text, index);
    if (digit < 5) low += 1 << (4 * digit);
    else high += 1 << (4 * (digit - 5));
  }
  let repeated = 0;
  for (let digit = 0; digit < 10; digit++) {
    const count = (digit < 5 ? low >> (4 * digit) : high >> (4 * (digit - 5))) & 15;
    if (count > 3) return 'REPEAT_RULE';
    if (count > 1) repeated++;
  }
  if (repeated !== 1) return 'REPEAT_RULE';
  return hasTripleRun(text) ? 'TRIPLE_RUN' : 'ALLOWED';
}

function hasTripleRun(text: string): boolean {
  for (let index = 2; index < 10; index++) {
    if (text[index] === text[index - 1] && text[index] === text[index - 2]) return true;
  }
  return false;
}
