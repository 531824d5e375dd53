const blanks = /\s+/g;
const lowerCase = /[a-zäöü]+/g;
const dashes = /[\u2010-\u2015\u2212]/g;

export const withoutBlanks = (text: string): string => text.replace(blanks, '');
export const singleBlanks = (text: string): string => text.replace(blanks, ' ').trim();
/** ASCII and German umlauts only: a locale or full Unicode upper case may lengthen a text and is not idempotent. */
export const upperCase = (text: string): string => text.replace(lowerCase, (run) => run.toUpperCase());
/** Typographic dashes, as word processors insert them, become the plain hyphen. */
export const plainHyphens = (text: string): string => text.replace(dashes, '-');

const ZERO = 48;
/** Value of an ASCII digit at a position, or -1. */
export function digitAt(text: string, index: number): number {
  const digit = text.charCodeAt(index) - ZERO;
  return digit >= 0 && digit <= 9 ? digit : -1;
}

/** True when the text consists of exactly that many ASCII digits. */
export function isDigits(text: string, length: number): boolean {
  if (text.length !== length) return false;
  for (let index = 0; index < length; index++) if (digitAt(text, index) < 0) return false;
  return true;
}
