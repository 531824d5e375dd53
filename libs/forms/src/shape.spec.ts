import { type Planted, toldOf } from './planted.builder.ts';

const planted: readonly Planted[] = [
  [
    'an unknown member',
    'shownWhen:\n          - { field: kind',
    'shwnWhen:\n          - { field: kind',
    'shwnWhen',
    'no member shwnWhen',
    'shownWhen?',
  ],
  [
    'a label in one language',
    '{ de: Grund, en: Reason }',
    '{ de: Grund }',
    'de: Grund',
    'label has no English',
    'Add the member en',
  ],
  [
    'a missing member',
    '        type: text\n        required: true\n        shownWhen',
    '        required: true\n        shownWhen',
    'id: reason',
    'member type is missing',
    'docs/forms.md',
  ],
  ['an unknown type', 'type: boolean', 'type: bool', 'type: bool', 'no such value: "bool"', 'boolean?'],
  [
    'a wrong kind of value',
    'version: 1',
    'version: one',
    'version: one',
    'version must be a whole number',
    'Mend it',
  ],
  [
    'a number that is no text',
    'is: [BIG]',
    'is: [5]',
    'is: [5]',
    'is must be a text, or true or false',
    "'5'",
  ],
  ['one text for all', '{ de: Grund, en: Reason }', 'Reason', 'Reason', 'a text in each language', 'de: …'],
  [
    'a comma in a text',
    'en: Reason }',
    'en: Reason, if any }',
    'if any',
    'no member if any',
    'A text with a comma stands in quotes',
  ],
  [
    'two comparisons',
    'is: [BIG] }',
    'is: [BIG], isNot: [SMALL] }',
    'isNot',
    'compares with one list',
    'is or isNot',
  ],
  ['markup in a label', 'en: Reason', 'en: <b>Reason</b>', '<b>', 'holds markup', 'plain text'],
  ['a mark of direction', 'en: Reason', 'en: Rea\u202Eson', 'Rea', 'U+202E', 'Remove it'],
  ['another name than the file', 'id: example', 'id: sample', 'id: sample', 'called example', 'one name'],
  ['a member twice', 'version: 1', 'version: 1\nversion: 2', 'version: 2', 'no YAML', 'twice'],
  ['a tab', '\n  - id', '\n\t- id', '\t- id', 'Tabs', 'blanks'],
  ['no YAML', 'version: 1', 'version: "1', 'version: "1', 'no YAML', 'quotes'],
];

describe('the shape and the texts of a form', () => {
  it.each(planted)('tells %s with its line and a remedy', (_, from, to, line, what, remedy) => {
    expect(toldOf(from, to)).toContainEqual({
      file: 'example.yaml',
      line: expect.stringContaining(line) as string,
      column: expect.any(Number) as number,
      what: expect.stringContaining(what) as string,
      remedy: expect.stringContaining(remedy) as string,
    });
  });
});
