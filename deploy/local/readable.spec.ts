import { readable } from './readable.ts';

describe('readable', () => {
  it('keeps on one line what fits and unfolds the rest, as valid JSON', () => {
    const long = 'x'.repeat(60);
    const value = { a: { b: [1, null, {}] }, c: [long, long], d: 'é"' };
    expect(readable({ a: 1 })).toBe('{ "a": 1 }');
    expect(readable(value).split('\n')).toEqual([
      '{',
      '  "a": { "b": [1, null, {}] },',
      '  "c": [',
      `    "${long}",`,
      `    "${long}"`,
      '  ],',
      '  "d": "é\\""',
      '}',
    ]);
    expect(JSON.parse(readable(value))).toEqual(value);
  });
});
