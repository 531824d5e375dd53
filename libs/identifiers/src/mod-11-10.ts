import { digitAt } from './text.ts';

/** One step of the ISO 7064 MOD 11,10 product, from 10 at the start; always 1 to 10. */
export function productAfter(product: number, digit: number): number {
  const sum = (product + digit) % 10 || 10;
  return (2 * sum) % 11;
}

/**
 * Check digit by ISO 7064 MOD 11,10 over `text[from, to)`, which must be digits.
 *
 * The hybrid system promises that every single wrong digit is found. It finds most but not all adjacent
 * transpositions: with the product p before the pair (a, b), the swap goes unseen in 8 of the 900 cases
 * (p, a, b), which mod-11-10.spec.ts computes and lists.
 */
export function checkDigit1110(text: string, from: number, to: number): number {
  let product = 10;
  for (let index = from; index < to; index++) product = productAfter(product, digitAt(text, index));
  return (11 - product) % 10;
}
