import { readAuthorities } from './authority-lines.ts';
import { AuthorityTable } from './authority-table.ts';

const line = (change: object = {}): string =>
  JSON.stringify({ id: 'a-town', name: 'A town', register: 'residents', areas: ['03000001'], ...change });

it('a table is read line by line, and takes the place of another one', () => {
  const table = new AuthorityTable([{ id: 'other', name: 'Other', register: 'residents', areas: [] }]);
  const from = '2001-01-01';
  table.become(new AuthorityTable(readAuthorities(`${line()}\n\n${line({ id: 'b', areas: [], from })}\n`)));
  expect([table.of('other'), table.of('a-town')?.name, table.of('b')?.from]).toEqual([
    undefined,
    'A town',
    from,
  ]);
  expect(table.competentFor('residents', '03000001', '2026-01-01')?.id).toBe('a-town');
});

it.each([
  ['what is no JSON', '{', 'Line 2 is no JSON object'],
  ['a list', '[]', 'Line 2 is no JSON object'],
  ['an id with a blank', line({ id: 'a town' }), 'Line 2 has no usable "id"'],
  ['no name', line({ name: undefined }), 'Line 2 has no usable "name"'],
  ['areas that are no list', line({ areas: '03000001' }), 'Line 2 has no usable "areas"'],
  ['a day that is none', line({ until: '2026-13-01' }), 'Line 2 has no usable "until"'],
  ['a member of another name', line({ validTo: '2026-12-31' }), 'Line 2 has a member that nobody knows'],
])('%s is refused by its line, without what stands there', (_story, text, sentence) => {
  expect(() => readAuthorities(`${line()}\n${text}`)).toThrow(sentence);
});
