import { idnrFromBody } from '#libs/identifiers';
import type { Address, PostalAddress } from './resident-parts.ts';
import type { Resident } from './resident.entity.ts';

let drawn = 0;

/** A new test number (leading 0) at every call. */
export function aTestIdnr(): string {
  for (;;) {
    drawn += 1;
    const idnr = idnrFromBody(`0${String(drawn * 7_919 + 123_456_789).slice(0, 9)}`);
    if (idnr !== undefined) return idnr;
  }
}

export const aPostalAddress = (overrides: Partial<PostalAddress> = {}): PostalAddress => ({
  ags: '03241001',
  postcode: '30159',
  place: 'Hannover',
  street: 'Beispielweg',
  houseNumber: '12',
  ...overrides,
});

export const aHome = (overrides: Partial<Address> = {}): Address => ({
  ...aPostalAddress(),
  residenceType: 'SOLE',
  residenceTypeSince: '2019-08-01',
  movedInOn: '2019-08-01',
  ...overrides,
});

/** An invented person. */
export const aResident = (overrides: Partial<Resident> = {}): Resident => ({
  id: '018f0000-0000-7000-8000-000000000000',
  version: 1,
  origins: { '*': { version: 1, effectiveOn: '2019-08-01', recordedAt: '2026-01-01T00:00:00.000Z' } },
  concerns: [],
  authority: 'meldebehoerde-hannover',
  recordedAt: new Date('2026-01-01T00:00:00Z'),
  effectiveOn: '2019-08-01',
  idnr: aTestIdnr(),
  familyName: 'Muster',
  marriedName: null,
  partnershipName: null,
  birthName: null,
  formerFamilyNames: [],
  givenNames: 'Erika Marie',
  callName: 'Erika',
  formerGivenNames: [],
  nameChange: null,
  doctoralDegree: null,
  religiousName: null,
  artistName: null,
  birthDate: '1980-05-17',
  birthPlace: 'Celle',
  birthCountry: '000',
  gender: 'w',
  nationalities: ['000'],
  addresses: [aHome()],
  formerHome: null,
  arrivedFromCountry: null,
  abroadAddress: null,
  maritalStatus: 'LD',
  maritalStatusSince: null,
  maritalStatusEndedOn: null,
  marriagePlace: null,
  spouse: null,
  minorChildren: [],
  legalRepresentatives: [],
  identityDocuments: [],
  locks: [],
  informationLockedUntil: null,
  conditionalLock: false,
  formerNamesSealed: false,
  feedbackFrom: null,
  closedOn: null,
  movedTo: null,
  deathDate: null,
  deathPlace: null,
  deathCountry: null,
  ...overrides,
});
