import fc from 'fast-check';
import { aPlate, plateParts } from './identifier.builder.ts';
import { plateCandidates } from './plate-candidates.ts';
import { formatSeason, parseSeason } from './plate-season.ts';
import { formatPlate, normalisePlate, parsePlate } from './plate.ts';

describe('a plate', () => {
  it('survives writing and reading', () => {
    fc.assert(
      fc.property(plateParts, (parts) => {
        const text = formatPlate(parts);
        const parsed = parsePlate(text);
        expect(parsed).toMatchObject(parsed.ok ? { value: { ...parts, text } } : { code: 'TOO_LONG' });
      }),
    );
  });

  it('is left as it is by normalising', () => {
    fc.assert(fc.property(aPlate, ({ text }) => expect(normalisePlate(text)).toBe(text)));
  });

  it('without separators has every reading as a candidate, the typed one among them', () => {
    fc.assert(
      fc.property(aPlate, (plate) => {
        const texts = plateCandidates(plate.text.replace(/[- ]/g, '')).map(({ text }) => text);
        expect(texts).toContain(plate.text);
        expect(new Set(texts).size).toBe(texts.length);
      }),
    );
  });

  it('is ambiguous as HIA12 and plain as HI-A 12', () => {
    expect(plateCandidates('hia12').map(({ text }) => text)).toEqual(['H-IA 12', 'HI-A 12']);
    expect(plateCandidates('HI A 12').map(({ text }) => text)).toEqual(['HI-A 12']);
    expect(plateCandidates('12')).toEqual([]);
    expect(parsePlate('HIA12').ok).toBe(false);
  });

  it('has a season that survives writing and reading', () => {
    const month = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(month, month, (from, to) => {
        const tooShortOrLong = [0, 11].includes((to - from + 12) % 12);
        const expected = tooShortOrLong ? { code: 'SEASON_LENGTH' } : { value: { from, to } };
        expect(parseSeason(formatSeason({ from, to }))).toMatchObject(expected);
      }),
    );
  });
});
