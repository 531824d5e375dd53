import { normaliseChip, parseChip } from './chip.ts';

const codeOf = (text: string): string => {
  const parsed = parseChip(text);
  return parsed.ok ? 'ok' : parsed.code;
};

describe('a chip number', () => {
  it.each(['276098100000001', '900118000123456', '999000000000001'])('may be %s', (text) => {
    expect(codeOf(text)).toBe('ok');
  });

  it('is typed with blanks and hyphens', () => {
    expect(normaliseChip(' 276 0981-00000001 ')).toBe('276098100000001');
  });

  it.each([
    ['27609810000000', 'FORMAT'],
    ['2760981000000012', 'FORMAT'],
    ['27609810000000A', 'FORMAT'],
    ['000098100000001', 'RANGE'],
    ['895098100000001', 'RANGE'],
    ['276000000000000', 'RANGE'],
  ])('is not %s: %s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });
});
