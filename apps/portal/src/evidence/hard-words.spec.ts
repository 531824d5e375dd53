import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderToString } from 'preact-render-to-string';
import { HardWords, hardWordsIn } from './hard-words.tsx';

interface Title {
  readonly de: string;
  readonly en: string;
}
const folder = join(import.meta.dirname, '../../../gateway/data/evidence-types');
const titles = readdirSync(folder).flatMap((name) => {
  const type = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
    readonly fields: Readonly<Record<string, Title>>;
  };
  return Object.values(type.fields);
});
const wordsIn = (text: string) => hardWordsIn([text]).map(({ word: [de] }) => de);

it('explains the same words of a field in both languages, and each of them is the name of a field', () => {
  expect(titles.length).toBeGreaterThan(100);
  const told = titles.map(({ de }) => [de, wordsIn(de)]);
  expect(titles.map(({ de, en }) => [de, wordsIn(en)])).toEqual(told);
  const all = hardWordsIn(titles.map(({ de }) => de));
  expect(all.map(({ word: [de] }) => de)).toContain('Gemeindeschlüssel');
  expect(all).toHaveLength(12);
});

it('stands where there is one, and nowhere else', () => {
  const shown = (...texts: string[]) => {
    const told = HardWords({ texts, language: 'de' });
    return told === null ? '' : renderToString(told);
  };
  expect(shown('Ort', 'Gemeindeschlüssel des Sitzes')).toContain('Eine Nummer, die für eine Stadt');
  expect(shown('Ort')).toBe('');
});
