import { counties } from '#libs/identifiers';
import type { Authority } from './authority-lines.ts';
import { AuthorityTable, authorityTable } from './authority-table.ts';

const office = (id: string, more: Partial<Authority> = {}): Authority => ({
  id,
  name: id,
  register: 'vehicles',
  areas: [],
  ...more,
});

const TODAY = '2026-11-29';

const nameOf = (ags: string): string | undefined => authorityTable.competentFor('vehicles', ags, TODAY)?.name;

describe('the office for a municipality', () => {
  it.each([
    ['a town with an office of its own', '03241001', 'Landeshauptstadt Hannover, Zulassungsbehörde'],
    ['another one of its county', '03241011', 'Region Hannover, Zulassungsbehörde'],
    ['a town by the key it had before a reform', '03152012', 'Stadt Göttingen, Zulassungsbehörde'],
    ['a county that was merged', '03156011', 'Landkreis Göttingen, Zulassungsbehörde'],
    ['another state', '09162000', undefined],
  ])('is found for %s', (_story, ags, name) => {
    expect(nameOf(ags)).toBe(name);
  });

  it('is known for each county and each free town', () => {
    const without = [...counties().keys()].filter((key) => nameOf(`${key}000`) === undefined);
    expect(without).toEqual([]);
  });

  it('is one of its register only', () => {
    expect(authorityTable.competentFor('business', '03241001', TODAY)).toBeUndefined();
    expect(authorityTable.competentFor('residents', '03241001', TODAY)?.id).toBe('meldebehoerde-hannover');
  });
});

describe('a table', () => {
  it('follows successors of successors', () => {
    const table = new AuthorityTable([
      office('a', { areas: ['03000001'], until: '2001-12-31', successor: 'b' }),
      office('b', { areas: ['03000002'], until: '2011-12-31', successor: 'c' }),
      office('c', { areas: ['03000003'] }),
    ]);
    expect(table.competentFor('vehicles', '03000001', TODAY)?.id).toBe('c');
  });

  describe('of a merger', () => {
    const table = new AuthorityTable([
      office('a', { areas: ['03000001'], until: '2027-12-31', successor: 'c' }),
      office('b', { areas: ['03000002'], until: '2027-12-31', successor: 'c' }),
      office('c', { areas: ['03000003'], from: '2028-01-01' }),
      office('d', { areas: ['03000004'], until: '2027-12-31' }),
    ]);

    it.each([
      ['the last day of two', '2027-12-31', ['a', 'b', undefined, 'd'], ['a', 'b', 'd']],
      ['the first day of the one', '2028-01-01', ['c', 'c', 'c', undefined], ['c']],
    ])('knows who is competent on %s', (_story, on, competent, keepers) => {
      const areas = ['03000001', '03000002', '03000003', '03000004'];
      expect(areas.map((area) => table.competentFor('vehicles', area, on)?.id)).toEqual(competent);
      expect(table.keepersOf('vehicles', on).map(({ id }) => id)).toEqual(keepers);
      expect(['a', 'b', 'c', 'd'].map((id) => table.keeperOf(id, on)?.id)).toEqual(competent);
    });

    it('gives the records of both to the one on the day', () => {
      expect(table.keptBy('a', '2027-12-31')).toEqual(['a']);
      expect(table.keptBy('c', '2027-12-31')).toEqual([]);
      expect(table.keptBy('c', '2028-01-01')).toEqual(['a', 'b', 'c']);
      expect(table.keptBy('a', '2028-01-01')).toEqual([]);
      const led = (on: string) => table.keepers('vehicles', on).map(({ authority }) => authority);
      expect([led('2027-12-31'), led('2028-01-01')]).toEqual([
        ['a', 'b', 'd'],
        ['c', 'c', 'c'],
      ]);
    });
  });

  it.each([
    ['an id twice', [office('a'), office('a')], 'Authority "a" has the id of another'],
    [
      'an area twice',
      [office('a', { areas: ['03241'] }), office('b', { areas: ['03241'] })],
      'Authority "b" has an area that another one of its register has',
    ],
    [
      'a circle of successors',
      [
        office('a', { until: '2001-12-31', successor: 'b' }),
        office('b', { until: '2001-12-31', successor: 'a' }),
      ],
      'Authority "a" is among its own successors',
    ],
    [
      'a successor that is not there',
      [office('a', { until: '2001-12-31', successor: 'b' })],
      'Authority "a" has a successor that is not listed beside it',
    ],
    [
      'a successor of another register',
      [office('a', { until: '2001-12-31', successor: 'b' }), office('b', { register: 'residents' })],
      'Authority "a" has a successor that is not listed beside it',
    ],
    [
      'a gap before a successor',
      [office('a', { until: '2001-12-30', successor: 'b' }), office('b', { from: '2002-01-01' })],
      'Authority "a" has a successor that begins later than the day after its last',
    ],
    [
      'an authority that ends before it begins',
      [office('a', { from: '2002-01-01', until: '2001-12-31' })],
      'Authority "a" ends before it begins',
    ],
    [
      'a successor without a last day',
      [office('a', { successor: 'b' }), office('b')],
      'Authority "a" has a successor and no last day',
    ],
  ])('with %s is refused', (_story, authorities, sentence) => {
    expect(() => new AuthorityTable(authorities)).toThrow(sentence);
  });
});
