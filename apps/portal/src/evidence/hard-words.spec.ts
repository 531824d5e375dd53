import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderToString } from 'preact-render-to-string';
import { fieldsOf, formsFolder, loadForms } from '#libs/forms';
import { HardWords, hardWords, hardWordsIn } from './hard-words.tsx';

interface Title {
  readonly de: string;
  readonly en: string;
}
const data = join(import.meta.dirname, '../../../gateway/data');
const read = <T>(path: string): T => JSON.parse(readFileSync(join(data, path), 'utf8')) as T;
const types = readdirSync(join(data, 'evidence-types')).map((name) =>
  read<{ readonly title: Title; readonly fields: Readonly<Record<string, Title>> }>(`evidence-types/${name}`),
);
const policy = read<{
  readonly purposes: readonly { readonly title: Title }[];
  readonly grants: readonly { readonly ground: { readonly legalBasis: string } }[];
}>('policy.demo.json');
const forms = [...loadForms(formsFolder).values()];

/** What citizens read of registers, purposes and forms. */
const names: readonly Title[] = [
  ...types.flatMap(({ title, fields }) => [title, ...Object.values(fields)]),
  ...policy.purposes.map(({ title }) => title),
  ...forms.flatMap((form) => [
    form.title,
    ...form.sources.flatMap(({ title, paper }) => (paper ? [title, paper] : [title])),
    ...fieldsOf(form).map(({ label }) => label),
  ]),
];
const OWN_DATA = 'OZG §10; DSGVO Art. 15';
const laws = [
  OWN_DATA,
  ...policy.grants.map(({ ground }) => ground.legalBasis),
  ...forms.flatMap(({ legalBasis }) => legalBasis),
]
  .flatMap((citations) => citations.split('; '))
  .map((citation) => citation.split(/ §| Art\./)[0]!);
const wordsIn = (text: string) => hardWordsIn([text]).map(({ word: [de] }) => de);

it('explains the same words of a name in both languages', () => {
  expect(names.length).toBeGreaterThan(200);
  const told = names.map(({ de }) => [de, wordsIn(de)]);
  expect(names.map(({ de, en }) => [de, wordsIn(en)])).toEqual(told);
});

it('explains each law that somebody reads of', () => {
  expect(laws.filter((law) => !wordsIn(law).includes(law))).toEqual([]);
});

it('explains names with a long word, but for those that everybody has on a paper', () => {
  // Notices of changes go to authorities, and stand in no trail.
  const known = /^(Bewohnerparkausweis|Staatsangehörigkeiten|Änderungshinweise)$/;
  const isLong = ({ de }: Title): boolean =>
    (de.match(/[\p{L}-]{17,}/gu) ?? []).some((word) => !known.test(word));
  const long = names.filter(isLong);
  expect(long.length).toBeGreaterThan(10);
  expect(long.filter(({ de }) => wordsIn(de).length === 0)).toEqual([]);
});

it('explains nothing that nobody reads', () => {
  const pages = ['Online-Ausweis', 'Aktenzeichen der Behörde', 'Ihre Datenschutzbehörde'];
  const told = [...names.map(({ de }) => de), ...laws, ...pages];
  expect(hardWords.filter((word) => !hardWordsIn(told).includes(word))).toEqual([]);
});

it('has no German letters in English, which would have to be marked', () => {
  const english = hardWords.flatMap(({ word, means }) => [word[1], means[1]]);
  expect(english.filter((text) => /[äöüß]/i.test(text))).toEqual([]);
});

it('can break in a narrow column without cutting a syllable', () => {
  const parts = hardWords.flatMap(({ word }) => word).flatMap((each) => each.split(/[\s\u00ad()-]/));
  expect(parts.filter((part) => part.length > 20)).toEqual([]);
});

it('stands where there is one, and nowhere else', () => {
  const shown = (...texts: string[]) => {
    const told = HardWords({ texts, language: 'de' });
    return told === null ? '' : renderToString(told);
  };
  expect(shown('Ort', 'Gemeindeschlüssel des Sitzes')).toContain('Eine Nummer, die für eine Stadt');
  expect(shown('Ort')).toBe('');
  const english = renderToString(HardWords({ texts: ['Meldebescheinigung'], language: 'en' })!);
  expect(english).toContain('Certificate of residence (<span lang="de">Meldebescheinigung</span>)');
});
