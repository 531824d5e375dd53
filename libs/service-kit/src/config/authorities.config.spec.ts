import { authorityTable } from '#libs/authorities';
import { AuthoritiesConfig, useAuthorities } from './authorities.config.ts';
import { readConfig } from './read-config.ts';

const read = (text?: string) =>
  readConfig({ table: AuthoritiesConfig }, text === undefined ? {} : { AUTHORITIES: text }).table;
const entry = { id: 'a-town', name: 'A town', register: 'residents', areas: ['03000001'] };

it('the table of the release stays unless a setting names another one', () => {
  useAuthorities(read());
  expect(authorityTable.of('meldebehoerde-hannover')).toBeDefined();
  useAuthorities(read(JSON.stringify(entry)));
  expect([authorityTable.of('meldebehoerde-hannover'), authorityTable.of('a-town')?.name]).toEqual([
    undefined,
    'A town',
  ]);
});

it.each([
  ['a line that is none', '{', 'AUTHORITIES: Line 1 is no JSON object'],
  [
    'a circle of successors',
    [
      { ...entry, until: '2026-12-31', successor: 'b' },
      { ...entry, id: 'b', areas: [], until: '2026-12-31', successor: 'a-town' },
    ]
      .map((each) => JSON.stringify(each))
      .join('\n'),
    'AUTHORITIES: Authority "a-town" is among its own successors: end the circle',
  ],
])('a service does not start with %s', (_story, text, sentence) => {
  expect(() => read(text)).toThrow(sentence);
});
