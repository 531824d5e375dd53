import { parseAgs, type Period, predecessorsOfAgs, termEnd } from '#libs/identifiers';
import { addYears, dayText, isAged, type DayNumber } from './days.ts';
import type { Homes } from './homes.ts';
import { isMinor, type Household } from './household.ts';
import type { Person } from './person.ts';
import type { Random } from './random.ts';
import type {
  IdentityDocument,
  RegisterLock,
  RelatedPerson,
  ResidentAddress,
  ResidentRecord,
} from './sample-record.ts';

export interface RecordOptions {
  readonly random: Random;
  readonly homes: Homes;
  readonly referenceDay: DayNumber;
}

const GROUND = 'BMG §17(1): registration of a move (sample data)';

/** The records of everybody in a household; they name each other as spouses, children and legal representatives. */
export function residentRecords(household: Household, options: RecordOptions): readonly ResidentRecord[] {
  const { adults, children, maritalStatus } = household;
  const minors = children.filter((child) => isMinor(child, options.referenceDay));
  const married = adults.length === 2 && maritalStatus[0] === 'VH';
  const locks = locksOf(household, options);
  const relative = (person: Person): RelatedPerson => relatedPerson(person, household, locks);
  const adultRecords = adults.map((adult, index) => ({
    ...residentRecord(adult, household, locks, options),
    maritalStatus: maritalStatus[index] ?? 'LD',
    ...(married ? { spouse: relative(adults[1 - index] as Person) } : {}),
    ...(minors.length > 0 ? { minorChildren: minors.map(relative) } : {}),
  }));
  const childRecords = children.map((child) => ({
    ...residentRecord(child, household, locks, options),
    maritalStatus: 'LD' as const,
    ...(minors.includes(child) ? { legalRepresentatives: adults.map(relative) } : {}),
  }));
  return [...adultRecords, ...childRecords];
}

function residentRecord(
  person: Person,
  household: Household,
  locks: readonly RegisterLock[],
  options: RecordOptions,
): ResidentRecord {
  const movedIn = Math.max(household.movedIn, person.birth);
  const documents = identityDocuments(person, household, options);
  const { origin: _origin, birth, ...identity } = person;
  return {
    ...identity,
    birthDate: dayText(birth),
    maritalStatus: 'LD',
    addresses: addressesOf(person, household, movedIn, options),
    ...(documents.length > 0 ? { identityDocuments: documents } : {}),
    ...(locks.length > 0 ? { locks } : {}),
    ground: GROUND,
    effectiveOn: dayText(movedIn),
  };
}

const relatedPerson = (
  person: Person,
  { address }: Household,
  [lock]: readonly RegisterLock[],
): RelatedPerson => ({
  familyName: person.familyName,
  ...(person.birthName ? { birthName: person.birthName } : {}),
  givenNames: person.givenNames,
  birthDate: dayText(person.birth),
  gender: person.gender,
  address,
  ...(lock ? { lock: lock.kind } : {}),
});

/** The home, for some adults a second one elsewhere, and for some the one they left. */
function addressesOf(
  person: Person,
  { address, adults }: Household,
  movedIn: DayNumber,
  { random, homes, referenceDay }: RecordOptions,
): readonly ResidentAddress[] {
  const adult = adults.includes(person);
  const second = adult && random.chance(0.02) ? homes.address(random) : undefined;
  const current = residence(address, second ? 'MAIN' : 'SOLE', movedIn);
  const left = adult && isAged(person.birth, 19, movedIn) && random.chance(0.25);
  return [
    current,
    ...(second ? [residence(second, 'SECONDARY', random.int(movedIn, referenceDay - 7))] : []),
    ...(left ? formerResidence(person, movedIn, random, homes) : []),
  ];
}

/** Under the key of its time; left out where that key is not on record. */
function formerResidence(
  person: Person,
  movedOut: DayNumber,
  random: Random,
  homes: Homes,
): readonly ResidentAddress[] {
  const earliest = Math.max(addYears(person.birth, 18), addYears(movedOut, -12));
  const former = residence(homes.address(random), 'SOLE', random.int(earliest, movedOut - 30));
  const until = dayText(movedOut);
  const ags = keyIn({ from: former.movedInOn, until }, former.ags);
  return ags === undefined ? [] : [{ ...former, ags, movedOutOn: until }];
}

const keyIn = (period: Period, ags: string): string | undefined =>
  [ags, ...predecessorsOfAgs(ags)].find((key) => parseAgs(key, period).ok);

const residence = (
  address: Household['address'],
  residenceType: ResidentAddress['residenceType'],
  since: DayNumber,
): ResidentAddress => ({
  ...address,
  residenceType,
  residenceTypeSince: dayText(since),
  movedInOn: dayText(since),
});

/** Identity cards of Germans of age: valid six years below 24, else ten (PAuswG §6). Serial numbers are invented. */
function identityDocuments(
  { birth, nationalities }: Person,
  { address }: Household,
  { random, referenceDay }: RecordOptions,
): readonly IdentityDocument[] {
  if (!nationalities.includes('000') || !isAged(birth, 17, referenceDay)) return [];
  const earliest = Math.max(
    addYears(birth, 16),
    addYears(referenceDay, isAged(birth, 34, referenceDay) ? -9 : -5),
  );
  const issued = random.int(earliest, referenceDay - 30);
  return [
    {
      kind: 'IDENTITY_CARD',
      issuer: address.place,
      issuedOn: dayText(issued),
      validUntil: dayText(addYears(issued, isAged(birth, 24, issued) ? 10 : 6)),
      serialNumber: `T${String(random.int(0, 99_999_999)).padStart(8, '0')}`,
    },
  ];
}

/** A few households live under an information lock of two years (BMG §51(4)) or a conditional note (§52). */
function locksOf({ movedIn }: Household, { random, referenceDay }: RecordOptions): readonly RegisterLock[] {
  const drawn = random.int(0, 999);
  if (drawn >= 6) return [];
  const since = random.int(Math.max(movedIn, addYears(referenceDay, -2) + 30), referenceDay - 7);
  return [
    {
      kind: drawn < 4 ? 'INFORMATION' : 'CONDITIONAL',
      since: dayText(since),
      until: termEnd(dayText(since), 2),
      initiatedBySecurityAuthority: drawn === 0,
    },
  ];
}
