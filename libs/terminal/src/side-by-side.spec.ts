import { sideBySide } from './side-by-side.ts';

describe('texts side by side', () => {
  it('are broken at blanks, and go on indented', () => {
    expect(sideBySide([['one two three'], ['a', 'b', 'c']], 19).split('\n')).toEqual([
      'one two  │ a',
      '  three  │ b',
      '         │ c',
    ]);
  });

  it('lose nothing of a word that is longer than its column', () => {
    const lines = sideBySide([['abcdefghijkl']], 6).split('\n');
    expect(lines.map((line) => line.trim()).join('')).toBe('abcdefghijkl');
    expect(lines.every(({ length }) => length <= 6)).toBe(true);
  });

  it('are nothing where there is nothing', () => {
    expect(sideBySide([[], []], 20)).toBe('');
  });
});
