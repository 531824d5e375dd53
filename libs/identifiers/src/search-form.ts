import { readFileSync } from 'node:fs';
import { once } from './csv.ts';

interface SearchLetters {
  /** Letters with their marks, longest first, then any character. */
  readonly pieces: RegExp;
  readonly letters: ReadonlyMap<string, string>;
}

const textOf = (codePoints: string): string =>
  String.fromCodePoint(...codePoints.split(' ').map((code) => Number.parseInt(code, 16)));

const searchLetters = once((): SearchLetters => {
  const file = readFileSync(new URL('../data/din-91379-search-form.txt', import.meta.url), 'utf8');
  const letters = new Map<string, string>();
  for (const line of file.split('\n').filter((each) => each !== '')) {
    const [, , written = '', , , searched = ''] = line.split('; ');
    letters.set(textOf(written), textOf(searched));
  }
  const sequences = [...letters.keys()].filter((text) => text.length > 1);
  const longestFirst = sequences.toSorted((one, other) => other.length - one.length);
  return { pieces: new RegExp(`${longestFirst.join('|')}|.`, 'gsu'), letters };
});

/**
 * A name as searches compare it (BMeldDAV, annex no. 4; DIN 91379, table 9): base letters A to Z only, so that `Sörensen`,
 * `Soerensen` and `Sœrensen` are one name and `Sorensen` another. Empty where nothing is left: then no name was given.
 */
export const searchForm = (name: string): string => lettersOf(name, '');

/**
 * A street as searches compare it (annex no. 5), with the usual abbreviations at its end. Digits stay, unlike in names:
 * `Straße 12` and `Straße 13` lie beside one another.
 */
export function streetForm(street: string): string {
  const form = lettersOf(street, '0123456789');
  const ending = endings.find(([short]) => form.endsWith(short));
  return ending === undefined ? form : form.slice(0, -ending[0].length) + ending[1];
}

const endings = [
  ['STR', 'STRASSE'],
  ['PL', 'PLATZ'],
  ['WEGLE', 'WEG'],
  ['GAESSLE', 'GASSE'],
] as const;

function lettersOf(text: string, kept: string): string {
  const { pieces, letters } = searchLetters();
  return text
    .normalize('NFC')
    .replace(pieces, (piece) => letters.get(piece) ?? (kept.includes(piece) ? piece : ''));
}
