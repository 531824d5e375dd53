import fc from 'fast-check';
import { idnrFromBody, type Idnr } from './idnr.ts';
import { leiFromBody, type Lei } from './lei.ts';
import { formatPlate, parsePlate, type Plate } from './plate.ts';
import { widnrFromBody, type Widnr } from './widnr.ts';

/* Generators of valid identifiers for property tests; not part of the library's index. */

const textOf = (alphabet: string, minLength: number, maxLength = minLength): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), minLength, maxLength });

const defined = <T>(value: T | undefined): value is T => value !== undefined;
const permutation = fc.shuffledSubarray(Array.from('0123456789'), { minLength: 10, maxLength: 10 });

/** IDNr of the test range and beyond: a permutation in which one digit took the place of one or two others. */
export const anIdnr: fc.Arbitrary<Idnr> = fc
  .tuple(permutation, fc.nat(9), fc.array(fc.nat(9), { minLength: 1, maxLength: 2 }))
  .map(([digits, source, places]) =>
    idnrFromBody(digits.map((digit, index) => (places.includes(index) ? digits[source] : digit)).join('')),
  )
  .filter(defined);

export const aWidnr: fc.Arbitrary<Widnr> = fc
  .integer({ min: 10_000_000, max: 99_999_999 })
  .map((body) => widnrFromBody(String(body)))
  .filter(defined);

export const aLei: fc.Arbitrary<Lei> = textOf('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', 18)
  .map(leiFromBody)
  .filter(defined);

/** Parts of a plate; about one in nine is longer than the law allows. */
export const plateParts: fc.Arbitrary<Omit<Plate, 'text' | 'season'>> = fc.record(
  {
    district: textOf('ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ', 1, 3),
    letters: textOf('ABCDEFGHIJKLMNOPQRSTUVWXYZ', 1, 2),
    number: fc.integer({ min: 1, max: 9999 }),
    suffix: fc.constantFrom('H' as const, 'E' as const),
  },
  { requiredKeys: ['district', 'letters', 'number'] },
);

export const aPlate: fc.Arbitrary<Plate> = plateParts
  .map((parts) => parsePlate(formatPlate(parts)))
  .filter((parsed) => parsed.ok)
  .map(({ value }) => value);

/** Any text, and text close enough to identifiers to get past the first checks. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  textOf('0123456789', 0, 13),
  textOf('0123456789 -.\t–\u00a0DEdeHRBhrbGgNnsSPAÄäöü\u0308\u0307ßI', 0, 24),
);
