import { aResident } from './resident.builder.ts';
import type { RelatedPerson } from './resident-parts.ts';
import type { Resident } from './resident.entity.ts';
import { recalledUnderSeals } from './resident-recall.rules.ts';

const kim: RelatedPerson = { familyName: 'Muster', givenNames: 'Kim', birthDate: '1981-01-01' };
const lee: RelatedPerson = { familyName: 'Muster', givenNames: 'Lee', birthDate: '2015-02-02' };
const locked = { lock: 'INFORMATION' } as const;

it.each<[string, Partial<Resident>, Partial<Resident>, Partial<Resident>]>([
  ['what has changed since', { familyName: 'Alt' }, { familyName: 'Neu' }, { familyName: 'Alt' }],
  [
    'no name of before a seal',
    { givenNames: 'Alt', gender: 'm', familyName: 'Muster' },
    { givenNames: 'Neu', gender: 'w', familyName: 'Muster', formerNamesSealed: true },
    { givenNames: null!, gender: null!, familyName: 'Muster', formerNamesSealed: true },
  ],
  ['no former name that was sealed then', { formerNamesSealed: true }, {}, { formerNamesSealed: true }],
  [
    'related persons',
    { spouse: kim, minorChildren: [lee] },
    { spouse: kim, minorChildren: [lee] },
    { spouse: kim, minorChildren: [lee] },
  ],
  ['no spouse with a lock of today', { spouse: kim }, { spouse: { ...kim, ...locked } }, { spouse: null }],
  ['no spouse of before', { spouse: kim }, { spouse: { ...kim, givenNames: 'Else' } }, { spouse: null }],
  [
    'no child with a lock of today',
    { minorChildren: [lee] },
    { minorChildren: [{ ...lee, ...locked }] },
    { minorChildren: [] },
  ],
  [
    'no representative who is none any more',
    { legalRepresentatives: [kim] },
    { legalRepresentatives: [] },
    { legalRepresentatives: [] },
  ],
])('recalls %s', (_story, then, today, shown) => {
  expect(recalledUnderSeals(aResident(then), aResident(today), false)).toMatchObject(shown);
});

it('recalls no related person of a record that is closed, since their locks are told elsewhere', () => {
  const related = aResident({ spouse: kim, minorChildren: [lee], legalRepresentatives: [kim] });
  const shown = recalledUnderSeals(related, related, true);
  expect(shown).toMatchObject({ spouse: null, minorChildren: [], legalRepresentatives: [] });
  expect(shown.familyName).toBe(related.familyName);
});
