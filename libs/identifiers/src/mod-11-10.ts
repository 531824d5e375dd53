import { digitAt } from './text.ts';

/** One step of the ISO 7064 MOD 11,10 product, from 10 at the start; always 1 to 10. */
export function productAfter(product: number, digit: number): number {
  const sum = (product + digit) % 10 || 10;
  return (2 * sum) % 11;
}

/**
 * Check digit by ISO 7064 MOD 11,10 over `text[from, to)`, which must be digits.
 *
 * The hybrid system promises that every single wrong digit is found. It finds all adjacent transpositions but one pair
 * per state: with the product p before the two digits, the swap of (5 − p) mod 10 and (6 − p) mod 10 goes unseen, which
 * is 10 of 450 cases (2.2 %). Where the second digit is the check digit itself, only the swap of 0 and 1 at p = 5 does.
 * check-digits.spec.ts derives this list and holds the code to it.
 */
export function checkDigit1110(text: string, from: number, to: number): number {
  let product = 10;
  for (let index = from; index < to; index++) product = productAfter(product, digitAt(text, index));
  return (11 - product) % 10;
}
