import { parsePostcodeOf } from './postcode.ts';

describe('a postcode', () => {
  it.each([
    ['1010', 'Österreich', true],
    ['SW1A 1AA', 'Vereinigtes Königreich', true],
    ['1010', undefined, false],
    ['1010', 'Deutschland', false],
    ['37073', ' ', true],
    ['1010; x', 'Österreich', false],
  ])('%s with the country %s', (postcode, country, ok) =>
    expect(parsePostcodeOf(postcode, country).ok).toBe(ok),
  );
});
