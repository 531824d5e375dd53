const NINE = 57;

/**
 * Remainder modulo 97 of an alphanumeric text read as a number with A = 10 … Z = 35 (ISO 7064 MOD 97-10, ISO 17442).
 *
 * Promise: every wrong digit in place of a digit, every wrong letter in place of a letter, and every swap of two
 * neighbours that are both digits or both letters is found. Not promised, because a letter counts two decimal places:
 * a letter in place of a digit (about one in a hundred stays unseen), and the neighbours B1, M2 and X3, whose swap
 * goes unseen: (letter value) ≡ 11 × digit modulo 97. check-digits.spec.ts derives them.
 */
export function remainder97(text: string): number {
  let remainder = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    remainder = (code <= NINE ? remainder * 10 + code - 48 : remainder * 100 + code - 55) % 97;
  }
  return remainder;
}

/** The two check digits (02 to 98) that make `body` + digits ≡ 1 modulo 97. */
export const checkDigits97 = (body: string): string => String(98 - remainder97(`${body}00`)).padStart(2, '0');
