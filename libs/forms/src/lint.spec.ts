import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { examplePolicy, exampleText } from './form.builder.ts';
import { lintForm, loadForms } from './lint.ts';
import { FormsUnusable } from './mistake.ts';
import { withPublished } from './published.ts';

const mistakesOf = (text: string, day = '2026-11-29') =>
  lintForm('forms/example.yaml', text, { policy: examplePolicy, day }).mistakes;

describe('lintForm', () => {
  it('finds nothing in a form without mistakes', () => {
    expect(mistakesOf(exampleText)).toEqual([]);
  });

  it('shows the way of a circle once', () => {
    const circle = exampleText
      .replace(
        '        required: true\n        options',
        '        shownWhen:\n          - { field: comesByCar, is: [true] }\n        options',
      )
      .replace(
        '        type: boolean\n',
        '        type: boolean\n        shownWhen:\n          - { field: reason, isNot: [x] }\n',
      );
    const told = mistakesOf(circle).filter(({ what }) => what.includes('circle'));
    expect(told.map(({ what }) => what)).toEqual([
      'The conditions go round in a circle: kind → comesByCar → reason → kind.',
    ]);
  });

  it('tells mistakes of several kinds at once', () => {
    const text = exampleText
      .replace('{ de: Grund, en: Reason }', '{ de: Grund }')
      .replace('- { field: kind, is: [BIG] }', '- { field: kin, is: [BIG] }')
      .replace('subject: car', 'subject: owner')
      .replace('version: 1', 'version: 1\nverson: 2');
    expect(mistakesOf(text).map(({ what }) => what)).toEqual([
      'There is no member verson here.',
      'No source is about car.',
      'The grant of vehicles.holder.v1 is not asked by idnr.',
      'label has no English text.',
      'There is no field kin.',
    ]);
  });

  it('counts a grant on its days alone, and on any where no day is named', () => {
    expect(mistakesOf(exampleText, '2027-01-01').map(({ what }) => what)).toContainEqual(
      expect.stringContaining('No grant lets dog-office'),
    );
    expect(lintForm('example.yaml', exampleText, { policy: examplePolicy }).mistakes).toEqual([]);
  });

  it('gives what comments and order do not change the same digest', () => {
    const digestOf = (text: string) => lintForm('example.yaml', text).form?.digest;
    const digest = digestOf(exampleText);
    expect(digestOf(`# a comment\n${exampleText.replace('de: Sie, en: You', 'en: You, de: Sie')}`)).toBe(
      digest,
    );
    expect(digestOf(exampleText.replace('en: Reason', 'en: Reasons'))).not.toBe(digest);
  });
});

describe('lintForm of versions', () => {
  const { form } = lintForm('example.yaml', exampleText);
  const published = withPublished({ other: { 1: 'x' } }, [form!]);
  const told = (text: string) => lintForm('example.yaml', text, { published }).mistakes;

  it('tells a content that changed under a version which was published', () => {
    expect(told(exampleText)).toEqual([]);
    const changed = exampleText.replace('en: Reason', 'en: Reasons');
    expect(told(changed)).toMatchObject([
      { line: 2, what: 'Version 1 was published with another content.', remedy: 'Raise it by one.' },
    ]);
    expect(told(changed.replace('version: 1', 'version: 2'))).toEqual([]);
  });

  it('publishes what is new, and changes no version that is known', () => {
    expect(withPublished({ example: { 1: 'x' } }, [form!])).toEqual({ example: { 1: 'x' } });
    expect(published['other']).toEqual({ 1: 'x' });
  });
});

it('tells a tab alone, and not what follows from it', () => {
  expect(mistakesOf(exampleText.replace('\n      - id', '\n\t- id')).map(({ what }) => what)).toEqual([
    expect.stringContaining('Tabs'),
  ]);
});

describe('lintForm of hostile files', () => {
  const mistakeOf = (text: string): string | undefined => lintForm('example.yaml', text).mistakes[0]?.what;

  it.each([
    ['nothing', '', 'The form must be an object.'],
    ['a list', '- id: example', 'The form must be an object.'],
    ['another language', '<form/>', 'The form must be an object.'],
    [
      'a member of every object',
      `${exampleText}__proto__: { isAdmin: true }\n`,
      'There is no member __proto__ here.',
    ],
    [
      'a tag that makes something',
      exampleText.replace('version: 1', 'version: !!js/function "x"'),
      'This is no YAML:',
    ],
    ['a member that is no text', `${exampleText}? [a]\n: b\n`, 'This is no YAML:'],
  ])('refuses %s', (_, text, what) => {
    expect(mistakeOf(text)).toContain(what);
  });

  it('refuses a short file that stands for a long one', () => {
    const levels = Array.from(
      { length: 9 },
      (_, level) =>
        `a${level + 1}: &a${level + 1} [${Array.from({ length: 9 }, () => `*a${level}`).join(', ')}]`,
    );
    expect(mistakeOf(['a0: &a0 [x]', ...levels].join('\n'))).toContain('repeats itself by aliases');
  });
});

describe('loadForms', () => {
  const folder = mkdtempSync(join(tmpdir(), 'forms-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('finds no forms where there is no folder', () => {
    expect(loadForms(join(folder, 'none')).size).toBe(0);
  });

  it('reads a folder, and refuses it as a whole for one mistake', () => {
    writeFileSync(join(folder, 'example.yaml'), exampleText);
    expect([...loadForms(folder, examplePolicy).keys()]).toEqual(['example']);
    writeFileSync(join(folder, 'other.yaml'), 'id: other\n');
    expect(() => loadForms(folder, examplePolicy)).toThrow(FormsUnusable);
    expect(() => loadForms(folder, examplePolicy)).toThrow(/other\.yaml:1:1 The member version is missing/);
  });
});
