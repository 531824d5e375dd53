import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseWritten, type Writing } from './written-text.ts';

interface Row {
  readonly group: string;
  readonly text: string;
}

const rows: readonly Row[] = readFileSync(
  new URL('../data/din-91379-characters.txt', import.meta.url),
  'utf8',
)
  .trimEnd()
  .split('\n')
  .map((line) => line.split('; '))
  .map(([group = '', , codes = '']) => ({
    group,
    text: String.fromCodePoint(...codes.split(' ').map((code) => Number.parseInt(code, 16))),
  }));
const of = (...groups: readonly string[]): readonly string[] =>
  rows.filter(({ group }) => groups.includes(group)).map(({ text }) => text);

const takes = (text: string, writing: Writing): boolean => parseWritten(text, writing, { maxLength: 200 }).ok;
const codeOf = (text: string, writing: Writing = 'TEXT'): string | undefined => {
  const parsed = parseWritten(text, writing, { maxLength: 20 });
  return parsed.ok ? undefined : parsed.code;
};

describe('the characters of DIN 91379', () => {
  it('are taken by the data types that have them: every letter and every sequence', () => {
    expect(of('bll')).toHaveLength(649);
    for (const letter of of('bll')) {
      expect([letter, takes(letter, 'PERSON_NAME'), letter.normalize('NFC')]).toEqual([letter, true, letter]);
    }
    for (const sign of of('bnl')) expect([sign, takes(`A${sign}`, 'PERSON_NAME')]).toEqual([sign, false]);
    for (const sign of of('bnl', 'bnlreq')) expect([sign, takes(`A${sign}A`, 'NAME')]).toEqual([sign, true]);
    for (const sign of of('bnlopt')) {
      expect([sign, takes(sign, 'NAME'), takes(sign, 'TEXT')]).toEqual([sign, false, true]);
    }
    for (const sign of of('bnlnot', 'gl', 'cl', 'enl')) {
      expect([sign, takes(`A${sign}A`, 'TEXT')]).toEqual([sign, false]);
    }
  });

  it('name nobody and nothing without a letter', () => {
    for (const signs of ['-', '.', ',', "'", '---', '- .']) {
      expect([signs, takes(signs, 'PERSON_NAME'), takes(signs, 'NAME')]).toEqual([signs, false, false]);
    }
    expect([takes('€', 'NAME'), takes('96', 'NAME'), takes('96', 'PERSON_NAME')]).toEqual([
      false,
      true,
      false,
    ]);
    expect([takes('+', 'PERSON_NAME'), takes('-', 'TEXT')]).toEqual([true, true]);
  });

  it('make names in any order, and a mark stands only where a sequence has it', () => {
    const letters = fc.array(fc.constantFrom(...of('bll')), { minLength: 1, maxLength: 30 });
    fc.assert(fc.property(letters, (parts) => takes(parts.join(''), 'PERSON_NAME')));
    const marks = fc.constantFrom(...of('dc'));
    const sequences = new Set(of('bll'));
    fc.assert(
      fc.property(fc.constantFrom(...of('bll')), marks, (letter, mark) => {
        const text = `${letter}${mark}`;
        const composed = text.normalize('NFC');
        expect(takes(composed, 'PERSON_NAME')).toBe(sequences.has(composed));
        expect(takes(`${mark}a`, 'TEXT')).toBe(false);
      }),
    );
  });

  it.each([
    ['zero width space', '\u200b'],
    ['zero width joiner', '\u200d'],
    ['override of the direction', 'Erika\u202e'],
    ['line separator', 'Erika\u2028Marie'],
    ['replacement character', 'M\ufffdller'],
    ['emoji', 'Erika 😀'],
    ['half surrogate', 'Erika\ud83d'],
    ['no-break space', 'Erika\u00a0Marie'],
    ['line feed', 'Erika\nMarie'],
    ['NUL', 'Erika\u0000'],
    ['another script', 'Ерика'],
  ])('have none of these: %s', (_, text) => {
    for (const writing of ['PERSON_NAME', 'NAME', 'TEXT'] as const)
      expect(codeOf(text, writing)).toBe('CHARSET');
  });

  it.each(['Müller-Lüdenscheidt', 'O’Neill', "d'Artagnan", 'von der Leyen', 'Nguyễn', 'Dvořák jun.', '+'])(
    'make the name %s',
    (name) => expect(takes(name, 'PERSON_NAME')).toBe(true),
  );

  it.each(['Erika2', 'Erika (Marie)', 'Erika@example', '++'])('do not make %s a name of a person', (name) =>
    expect(codeOf(name, 'PERSON_NAME')).toBe('CHARSET'),
  );

  it('leave one remedy each for blanks at the ends, nothing at all, and too much', () => {
    expect([codeOf(' Erika'), codeOf('Erika '), codeOf(' ')]).toEqual(['FORMAT', 'FORMAT', 'FORMAT']);
    expect([codeOf(''), codeOf('x'.repeat(21)), codeOf('x'.repeat(20))]).toEqual([
      'LENGTH',
      'LENGTH',
      undefined,
    ]);
  });

  it('are read in time that grows with the text, also where it is refused at its end', () => {
    const long = `${'A\u030b'.repeat(2_000)}\u200b`;
    const started = process.cpuUsage().user;
    expect(parseWritten(long, 'PERSON_NAME', { maxLength: 5_000 }).ok).toBe(false);
    expect(process.cpuUsage().user - started).toBeLessThan(1_000_000);
  });
});
