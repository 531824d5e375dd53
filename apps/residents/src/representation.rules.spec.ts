import { isMinor, judgeParent, marksOf } from './representation.rules.ts';
import { aResident } from './resident.builder.ts';
import type { Resident } from './resident.entity.ts';

const key = 'A'.repeat(43);
const today = '2026-11-29';
const ofMother = { familyName: 'Muster', givenNames: 'Erika Marie', birthDate: '1980-05-17' };
const ofFather = { familyName: 'Muster', givenNames: 'Max', birthDate: '1979-01-02' };
const ofChild = { familyName: 'Muster', givenNames: 'Mia', birthDate: '2015-03-04' };
const mother = (change: Partial<Resident> = {}) => aResident({ minorChildren: [ofChild], ...change });
const child = (change: Partial<Resident> = {}) =>
  aResident({
    ...ofChild,
    birthName: null,
    gender: 'w',
    callName: null,
    legalRepresentatives: [ofMother, ofFather],
    ...change,
  });

function judged(ofParent: Partial<Resident> = {}, ofHer: Partial<Resident> = {}) {
  const nobody = { self: ['B'.repeat(43)], children: [], locked: false };
  return judgeParent(key, child(ofHer), marksOf(key, mother(ofParent), today) ?? nobody, today);
}

describe('a parent represents a child', () => {
  it('where both records say so, and each sees what the other does where nobody has a lock', () => {
    expect(judged()).toEqual({ answer: 'ALONE', open: true });
  });

  it.each<[string, Partial<Resident>, Partial<Resident>, 'NO' | 'DOUBT']>([
    ['a stranger', { familyName: 'Fremd', callName: null, minorChildren: [] }, {}, 'NO'],
    ['a namesake born on another day', { birthDate: '1980-05-18', minorChildren: [] }, {}, 'NO'],
    ['somebody with her call name alone', { givenNames: 'Erika', minorChildren: [] }, {}, 'NO'],
    ['a parent who died', { deathDate: '2026-01-01' }, {}, 'NO'],
    [
      'one whom the child’s record names as dead',
      { minorChildren: [] },
      { legalRepresentatives: [{ ...ofMother, deathDate: '2026-01-01' }] },
      'NO',
    ],
    ['a child who died', {}, { deathDate: '2026-01-01' }, 'NO'],
    [
      'a child that comes of age today',
      { minorChildren: [{ ...ofChild, birthDate: '2008-11-29' }] },
      { birthDate: '2008-11-29' },
      'NO',
    ],
    ['a parent whom the child’s record does not name', {}, { legalRepresentatives: [ofFather] }, 'DOUBT'],
    ['a parent whose record does not name the child', { minorChildren: [] }, {}, 'DOUBT'],
  ])('but not %s', (_, ofParent, ofHer, answer) => {
    expect(judged(ofParent, ofHer)).toEqual({ answer, open: false });
  });

  it('on the last day before coming of age, and one of a leap day until the end of February', () => {
    const born = { birthDate: '2008-11-30' };
    expect(judged({ minorChildren: [{ ...ofChild, ...born }] }, born).answer).toBe('ALONE');
    expect([isMinor('2008-02-29', '2026-02-28'), isMinor('2008-02-29', '2026-03-01')]).toEqual([true, false]);
    expect(isMinor('2008-11-00', today)).toBeUndefined();
  });

  it.each<[string, Partial<Resident>, Partial<Resident>]>([
    ['the child', {}, { informationLockedUntil: '2027-01-01' }],
    ['the child’s home', {}, { conditionalLock: true }],
    ['the parent', { informationLockedUntil: today }, {}],
    ['the other parent', {}, { legalRepresentatives: [ofMother, { ...ofFather, lock: 'INFORMATION' }] }],
    ['the other parent, as the parent’s record has it', { spouse: { ...ofFather, lock: 'CONDITIONAL' } }, {}],
  ])('but sees nothing of the other where %s has a lock', (_, ofParent, ofHer) => {
    expect(judged(ofParent, ofHer)).toEqual({ answer: 'ALONE', open: false });
  });
});
