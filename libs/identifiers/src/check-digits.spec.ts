import fc from 'fast-check';
import { aLei, anIdnr, aWidnr } from './identifier.builder.ts';
import { parseIdnr } from './idnr.ts';
import { leiFromBody, parseLei } from './lei.ts';
import { productAfter } from './mod-11-10.ts';
import { remainder97 } from './mod-97.ts';
import { parseWidnr } from './widnr.ts';

const digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const isDigit = (character: string | undefined): boolean => /^\d$/.test(character ?? '');

/** Every text that differs from the given one in exactly one character, taken from the alphabet of its own class. */
function singleErrors(text: string, alphabetAt: (character: string) => string): readonly string[] {
  return Array.from(text).flatMap((character, index) =>
    Array.from(alphabetAt(character))
      .filter((other) => other !== character)
      .map((other) => text.slice(0, index) + other + text.slice(index + 1)),
  );
}

/** Every text with two different neighbours swapped, with the position of the pair. */
const swaps = (text: string): readonly { readonly swapped: string; readonly at: number }[] =>
  Array.from(text.slice(1)).flatMap((second, at) => {
    const first = text.charAt(at);
    return first === second ? [] : [{ swapped: text.slice(0, at) + second + first + text.slice(at + 2), at }];
  });

describe('MOD 11,10', () => {
  const unseenPairs = (product: number): readonly (readonly [number, number])[] =>
    digits.flatMap((a) =>
      digits
        .filter((b) => a < b)
        .filter(
          (b) => productAfter(productAfter(product, a), b) === productAfter(productAfter(product, b), a),
        )
        .map((b) => [a, b] as const),
    );

  it('misses, inside the body, exactly the swap of (5 − p) mod 10 and (6 − p) mod 10 after product p', () => {
    for (let product = 1; product <= 10; product++) {
      const pair = [(15 - product) % 10, (16 - product) % 10].toSorted((a, b) => a - b);
      expect(unseenPairs(product)).toEqual([pair]);
    }
  });

  it('keeps different products apart after every further digit, so that no later digit hides an error', () => {
    for (const digit of digits) {
      const after = Array.from({ length: 10 }, (_, index) => productAfter(index + 1, digit));
      expect(new Set(after).size).toBe(10);
    }
  });

  /** What the algorithm promises for a swap at `at` of a body that begins at `from` and ends before `end`. */
  const isSeen = (text: string, from: number, end: number, at: number): boolean => {
    let product = 10;
    for (const digit of text.slice(from, at)) product = productAfter(product, Number(digit));
    const pair = [Number(text[at]), Number(text[at + 1])];
    const last = at + 1 === end;
    const unseen = [(15 - product) % 10, (16 - product) % 10];
    return !(pair.every((digit) => unseen.includes(digit)) && (!last || product === 5));
  };

  it('reveals any single wrong digit of an IDNr', () => {
    fc.assert(
      fc.property(anIdnr, (idnr) =>
        singleErrors(idnr, () => '0123456789').every((wrong) => !parseIdnr(wrong, { testNumbers: true }).ok),
      ),
    );
  });

  it('reveals any adjacent transposition of an IDNr that it promises to reveal, and no other', () => {
    fc.assert(
      fc.property(anIdnr, (idnr) => {
        for (const { swapped, at } of swaps(idnr)) {
          const parsed = parseIdnr(swapped, { testNumbers: true });
          // the repetition rules come first and catch a few swaps on their own account
          if (!parsed.ok && parsed.code !== 'CHECK_DIGIT') continue;
          expect(parsed.ok).toBe(!isSeen(idnr, 0, 10, at));
        }
      }),
    );
  });

  it('reveals any single wrong digit and any promised transposition of a W-IdNr', () => {
    fc.assert(
      fc.property(aWidnr, (widnr) => {
        const base = widnr.slice(0, 11);
        const wrong = singleErrors(base.slice(2), () => '0123456789').map((number) => `DE${number}`);
        expect(wrong.filter((text) => parseWidnr(text).ok)).toEqual([]);
        for (const { swapped, at } of swaps(base).filter((swap) => swap.at >= 2)) {
          const parsed = parseWidnr(swapped);
          if (!parsed.ok && parsed.code !== 'CHECK_DIGIT') continue;
          expect(parsed.ok).toBe(!isSeen(base, 2, 10, at));
        }
      }),
    );
  });
});

describe('MOD 97-10', () => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const sameClass = (character: string): string => (isDigit(character) ? '0123456789' : letters);

  it('reveals any wrong digit for a digit and any wrong letter for a letter of a LEI', () => {
    fc.assert(fc.property(aLei, (lei) => singleErrors(lei, sameClass).every((wrong) => !parseLei(wrong).ok)));
  });

  it('misses, of all swaps of a letter and a digit, exactly B1, M2 and X3', () => {
    const unseen = Array.from(letters).flatMap((letter) =>
      digits
        .filter((digit) => remainder97(`${letter}${digit}`) === remainder97(`${digit}${letter}`))
        .map((digit) => letter + digit),
    );
    expect(unseen).toEqual(['B1', 'M2', 'X3']);
  });

  it('reveals any adjacent transposition of a LEI but those', () => {
    const unseen = new Set(['B1', '1B', 'M2', '2M', 'X3', '3X']);
    fc.assert(
      fc.property(aLei, (lei) => {
        // a letter swapped into the two check digits already breaks the form
        for (const { swapped, at } of swaps(lei).filter((swap) => swap.at !== 17)) {
          expect(parseLei(swapped).ok).toBe(unseen.has(lei.slice(at, at + 2)));
        }
      }),
    );
  });

  it('refuses check digits that fit modulo 97 but are never assigned', () => {
    const bodies = Array.from({ length: 500 }, (_, index) => `529900TEST${String(index).padStart(8, '0')}`);
    const leis = bodies.map((body) => leiFromBody(body) ?? '');
    const twins = { '97': '00', '98': '01', '02': '99' };
    for (const [assigned, twin] of Object.entries(twins)) {
      const lei = leis.find((each) => each.endsWith(assigned)) ?? '';
      const wrong = lei.slice(0, 18) + twin;
      expect(remainder97(wrong)).toBe(1);
      expect(parseLei(wrong)).toMatchObject({ ok: false, code: 'CHECK_DIGIT' });
    }
  });

  it('does not promise to reveal a letter in place of a digit', () => {
    const example = leiFromBody('529900TEST00000000') ?? '';
    expect(singleErrors(example, () => letters)).toContain('529Q00TEST0000000081');
    expect(parseLei('529Q00TEST0000000081').ok).toBe(true);
  });
});
