import { formatPlate } from '#libs/identifiers';
import { spread } from './spread.ts';

export interface PlateWish {
  readonly district: string;
  readonly suffix?: 'H' | 'E';
  /** Seasonal plates have room for fewer characters. */
  readonly seasonal: boolean;
}

/** Combinations that offices do not assign, and `EM`. */
const withheld = new Set(['EM', 'HJ', 'KZ', 'NS', 'SA', 'SS']);
const alphabet = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const pairs = alphabet
  .flatMap((first) => alphabet.map((second) => first + second))
  .filter((pair) => !withheld.has(pair));
/** Ordinary plates begin their letters with A to R, shorter ones with S to Z: no two of them look alike. */
const ordinaryPairs = pairs.filter((pair) => pair < 'S');
const shortPairs = pairs.filter((pair) => pair >= 'S');

/** Assigns every plate once, without remembering the assigned ones. The letters `EM` are left to the demo citizens. */
export class PlateSupply {
  private readonly assigned = new Map<string, number>();

  constructor(private readonly seed: number) {}

  next({ district, suffix, seasonal }: PlateWish): string {
    const short = suffix !== undefined || seasonal;
    const letters = short ? shortPairs : ordinaryPairs;
    const numbers = short && district.length === 3 ? 99 : 999;
    const size = letters.length * numbers;
    const rank = spread(this.count(district, short), size, this.offset(district) % size);
    return formatPlate({
      district,
      letters: letters[Math.floor(rank / numbers)] as string,
      number: 1 + (rank % numbers),
      ...(suffix ? { suffix } : {}),
    });
  }

  /** Where the walk through a district's plates begins: elsewhere for every district and seed. */
  private offset(district: string): number {
    let offset = Math.abs(this.seed) % 65_521;
    for (const letter of district) offset = (offset * 257 + letter.charCodeAt(0) * 8191) % 16_777_213;
    return offset;
  }

  private count(district: string, short: boolean): number {
    const key = `${district} ${short}`;
    const count = this.assigned.get(key) ?? 0;
    this.assigned.set(key, count + 1);
    return count;
  }
}
