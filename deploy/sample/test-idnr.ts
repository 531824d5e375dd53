import { idnrFromBody, type Idnr } from '#libs/identifiers';
import { spread } from './spread.ts';

/** 9 missing digits × 8 doubled digits × 9!/2 orders of the nine places after the leading 0. */
const ORDERS = 181_440;
export const TEST_IDNR_COUNT = 72 * ORDERS;

/**
 * The IDNr with that index: of the test range (leading 0), in which the 0 does not recur. Distinct for every index below
 * TEST_IDNR_COUNT. Numbers with two zeros are left to the demo citizens.
 */
export function testIdnr(index: number, seed: number): Idnr {
  const rank = spread(index, TEST_IDNR_COUNT, Math.abs(seed) % TEST_IDNR_COUNT);
  const idnr = idnrFromBody(`0${arrangement(rank)}`);
  if (!idnr) throw new Error('The arrangement broke the repetition rules.');
  return idnr;
}

function arrangement(rank: number): string {
  const choice = Math.floor(rank / ORDERS);
  const missing = 1 + Math.floor(choice / 8);
  const others = [1, 2, 3, 4, 5, 6, 7, 8, 9].filter((digit) => digit !== missing);
  const doubled = others[choice % 8] as number;
  return nthOrder(counted(others, doubled), rank % ORDERS);
}

const counted = (digits: readonly number[], doubled: number): Map<number, number> =>
  new Map(digits.map((digit) => [digit, digit === doubled ? 2 : 1]));

/** The n-th order, in lexical order, of digits of which some occur more than once. */
function nthOrder(counts: Map<number, number>, n: number): string {
  let rest = n;
  let text = '';
  for (let places = 9; places > 0; places--) {
    for (const [digit, count] of counts) {
      if (count === 0) continue;
      counts.set(digit, count - 1);
      const orders = ordersOf(counts, places - 1);
      if (rest < orders) {
        text += digit;
        break;
      }
      rest -= orders;
      counts.set(digit, count);
    }
  }
  return text;
}

const factorials = [1, 1, 2, 6, 24, 120, 720, 5040, 40_320, 362_880];

function ordersOf(counts: ReadonlyMap<number, number>, places: number): number {
  const doubled = [...counts.values()].some((count) => count === 2);
  return (factorials[places] ?? 0) / (doubled ? 2 : 1);
}
