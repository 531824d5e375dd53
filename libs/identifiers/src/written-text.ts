import { readFileSync } from 'node:fs';
import { once } from './csv.ts';
import { failures, success, type Failure, type Parsed } from './parsed.ts';

/**
 * What a text may be written in, by the data types of DIN 91379: A for names of persons, B for other names (of
 * organisations, places and streets), C for everything else, here without its control characters, so on one line.
 */
export type Writing = 'PERSON_NAME' | 'NAME' | 'TEXT';

const groups: Readonly<Record<Writing, readonly string[]>> = {
  PERSON_NAME: ['bll', 'bnlreq'],
  NAME: ['bll', 'bnlreq', 'bnl'],
  TEXT: ['bll', 'bnlreq', 'bnl', 'bnlopt'],
};

const remedies: Readonly<Record<Writing, string>> = {
  PERSON_NAME:
    'A name of a person takes the Latin letters of DIN 91379, blanks, hyphens, apostrophes, commas and full stops, or + alone for no name; remove every other character, also those that cannot be seen.',
  NAME: 'This member takes the letters, digits and signs of DIN 91379 (data type B); remove every other character, also those that cannot be seen.',
  TEXT: 'This member takes one line of the letters, digits and signs of DIN 91379 (data type C); remove every other character, also those that cannot be seen.',
};

/** DSMeld 0101a: a person who rightly has no name. */
const NO_NAME = '+';

const shape = failures({ FORMAT: 'Leave no blank before or after the text.', LENGTH: 'Write something.' });

/** Signs alone name nobody and nothing. */
const naming: Readonly<Record<Writing, RegExp | undefined>> = {
  PERSON_NAME: /\p{L}/u,
  NAME: /[\p{L}\p{N}]/u,
  TEXT: undefined,
};
const unnamed = failures({
  FORMAT: 'A name has at least one letter; where there is none to give, leave the member out.',
});

interface Row {
  readonly group: string;
  readonly text: string;
}

const rows = once((): readonly Row[] =>
  readFileSync(new URL('../data/din-91379-characters.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [group = '', , codePoints = ''] = line.split('; ');
      const text = codePoints.split(' ').map((code) => String.fromCharCode(Number.parseInt(code, 16)));
      return { group, text: text.join('') };
    }),
);

interface Alphabet {
  /** Single characters only, which nearly every text keeps to. */
  readonly plain: RegExp;
  /** Sequences of a letter and its marks as well; a mark stands in no other place. */
  readonly whole: RegExp;
  readonly refusal: Failure;
}

const alphabetOf = (writing: Writing): Alphabet => {
  const texts = rows()
    .filter(({ group }) => groups[writing].includes(group))
    .map(({ text }) => text);
  const singles = `[${texts
    .filter((text) => text.length === 1)
    .map(escaped)
    .join('')}]`;
  const sequences = texts.filter((text) => text.length > 1).toSorted((a, b) => b.length - a.length);
  return {
    plain: new RegExp(`^${singles}+$`),
    whole: new RegExp(`^(?:${sequences.map(escaped).join('|')}|${singles})+$`),
    refusal: failures({ CHARSET: remedies[writing] }).CHARSET,
  };
};

const alphabets = once(
  () => new Map((Object.keys(groups) as Writing[]).map((writing) => [writing, alphabetOf(writing)] as const)),
);

export interface WrittenLimits {
  readonly maxLength: number;
  readonly minLength?: number;
}

/** Reads a text in canonical composition (NFC). */
export function parseWritten(
  text: string,
  writing: Writing,
  { maxLength, minLength = 1 }: WrittenLimits,
): Parsed<string> {
  if (text === '') return shape.LENGTH;
  if (text.length > maxLength) return lengthRefusal(`Shorten the text to ${maxLength} characters.`);
  const alphabet = alphabets().get(writing);
  const written = alphabet && (alphabet.plain.test(text) || alphabet.whole.test(text));
  if (writing === 'PERSON_NAME' && text === NO_NAME) return success(text);
  if (!written) return alphabet?.refusal ?? shape.FORMAT;
  if (naming[writing]?.test(text) === false) return unnamed.FORMAT;
  if (text.startsWith(' ') || text.endsWith(' ')) return shape.FORMAT;
  if (text.length < minLength) return lengthRefusal(`Write at least ${minLength} characters.`);
  return success(text);
}

const lengthRefusal = (explanation: string): Failure => ({ ok: false, code: 'LENGTH', explanation });

const escaped = (text: string): string =>
  Array.from(text, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
