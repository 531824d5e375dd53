import { loadEvidenceTypes } from '../evidence-types/evidence-type.catalogue.ts';
import { aGrant, aPolicy } from './policy.builder.ts';
import { type GrantEntry, type PolicyFile, PolicyUnusable, readPolicyFile } from './policy.file.ts';
import { tableFaults } from './policy-succession.rules.ts';

const types = loadEvidenceTypes();
const office = (id: string, more: object = {}) => ({ id, name: id, active: true, ...more });
const ended = (successor: string) => ({ until: '2026-12-31', successor });

function faultsOf(change: Partial<PolicyFile>): readonly string[] {
  try {
    readPolicyFile(aPolicy({ clients: [], grants: [], ...change }), types);
    return [];
  } catch (error) {
    return (error as PolicyUnusable).faults;
  }
}

describe('who takes over in a policy', () => {
  it.each([
    ['a successor of whom nobody knows', [office('a', ended('b'))], ['a successor that is not listed']],
    [
      'a circle',
      [office('a', ended('b')), office('b', ended('a'))],
      ['among its own successors', 'among its own successors'],
    ],
    ['itself', [office('a', ended('a'))], ['among its own successors']],
    [
      'days the wrong way round',
      [office('a', { from: '2027-01-01', until: '2026-12-31' })],
      ['ends before it begins'],
    ],
    [
      'a gap before the successor',
      [office('a', ended('b')), office('b', { from: '2027-01-02' })],
      ['begins later than the day after its last'],
    ],
    ['no last day', [office('a', { successor: 'b' }), office('b')], ['no last day']],
  ])('is refused with %s, by the name of the entry', (_story, authorities, faults) => {
    const found = faultsOf({ authorities });
    expect(found).toHaveLength(faults.length);
    for (const [index, fault] of faults.entries())
      expect(found[index]).toMatch(new RegExp(`^/authorities/${authorities[index]?.id}: .*${fault}`));
  });

  it('may take over from others, one after the other', () => {
    expect(
      faultsOf({ authorities: [office('a', ended('b')), office('b', ended('c')), office('c')] }),
    ).toEqual([]);
  });
});

describe('an authority that stands in the table of authorities too', () => {
  const merged = { until: '2026-12-31', successor: 'b' };
  const faults = (here: object, there: object) =>
    tableFaults([office('a', here), office('b'), office('elsewhere', merged)], {
      of: (id) =>
        id === 'elsewhere' ? undefined : { ...office(id, id === 'a' ? there : {}), register: 'r', areas: [] },
    });

  it.each([
    ['the same', merged, merged],
    ['nothing of either', {}, {}],
    ['no first day, which the table knows', merged, { ...merged, from: '2001-01-01' }],
    ['nothing, as it is not active', { active: false }, merged],
  ])('may say %s', (_story, here, there) => {
    expect(faults(here, there)).toEqual([]);
  });

  it.each([
    ['until', { ...merged, until: '2027-06-30' }, merged],
    ['successor', { ...merged, successor: 'c' }, merged],
    ['from', { from: '2002-01-01' }, { from: '2001-01-01' }],
  ])('is refused with another "%s", by its name', (member, here, there) => {
    expect(faults(here, there)).toEqual([
      expect.stringMatching(new RegExp(`^/authorities/a: "${member}" is .* here and .* in the table`)),
    ]);
  });

  it('is looked up in the table of this process when a policy is read', () => {
    const id = 'zulassung-landeshauptstadt-hannover';
    expect(faultsOf({ authorities: [office(id, merged), office('b')] })).toHaveLength(2);
    expect(faultsOf({ authorities: [office(id), office('b')] })).toEqual([]);
  });

  it('is refused where it goes on in one of the two', () => {
    expect(faults({}, merged)).toHaveLength(2);
    expect(faults(merged, {})).toHaveLength(2);
  });
});

describe('grants that meet at a successor', () => {
  const authorities = [office('a', ended('c')), office('b', ended('c')), office('c')];
  const of = (id: string, change: Partial<GrantEntry> = {}) => aGrant({ id, authority: id, ...change });
  const fewer = { fields: ['address.place'] };

  it.each<[string, readonly GrantEntry[], readonly string[]]>([
    ['say the same', [of('a'), of('b')], []],
    [
      'say something else',
      [of('a'), of('b', fewer)],
      ['/grants/b: meets a at c, and says something else: give c a grant of its own'],
    ],
    ['say something else beside one of its own', [of('a'), of('b', fewer), of('c')], []],
    [
      'are for different days',
      [of('a', { lastDay: '2027-06-30' }), of('b', { ...fewer, validFrom: '2027-07-01' })],
      [],
    ],
  ])('and %s', (_story, grants, faults) => {
    expect(faultsOf({ authorities, grants })).toEqual(faults);
  });
});
