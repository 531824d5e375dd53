import type { Field, FieldCatalogue, PrivacyClass, Property } from '#libs/register-kit';
import { type Address, currentHome, type RelatedPerson, type ResidenceType } from './resident-parts.ts';
import type { Resident } from './resident.entity.ts';

const homeField = (title: string, member: keyof Address): Field<Resident> => ({
  title,
  privacyClass: 'P2',
  from: ['addresses'],
  read: (r) => currentHome(r.addresses)?.[member],
});

const plain = (title: string, privacyClass: PrivacyClass, property: Property<Resident>): Field<Resident> => ({
  title,
  privacyClass,
  from: [property],
  read: (r) => r[property],
});

/**
 * After an adoption (BGB §1758) or self-determination (SBGG §13) earlier names are not told; what SBGG §13(1) s. 2, (3) and
 * (4) allow is not made use of. BMG §51(5) says the same of information to private persons.
 */
const earlierName = (
  title: string,
  privacyClass: PrivacyClass,
  property: Property<Resident>,
): Field<Resident> => ({
  title,
  privacyClass,
  from: [property, 'formerNamesSealed'],
  read: (r) => (r.formerNamesSealed ? null : r[property]),
});

/**
 * BMG §34a(5): a related person with an information lock is left out, silently; so is a list inside a list, which was
 * accepted once and may hide one.
 */
const mayBeTold = (person: RelatedPerson | null): person is RelatedPerson =>
  person !== null && !Array.isArray(person) && person.lock !== 'INFORMATION';

/** What may be told of a related person; the lock itself is not among it. */
const told = ({ lock: _lock, ...person }: RelatedPerson) => person;

const spouseField = (title: string, member: Exclude<keyof RelatedPerson, 'lock'>): Field<Resident> => ({
  title,
  privacyClass: 'P3',
  from: ['spouse'],
  read: (r) => (mayBeTold(r.spouse) ? r.spouse[member] : null),
});

const secondary: ResidenceType = 'SECONDARY';

/** What other authorities may ask for (domain.md §4.1). A property is private until it is listed here. */
export const residentFields = {
  /** For subscribers of events: that there is a record to tell of, and nothing about it. */
  registered: { title: 'Registered', privacyClass: 'P1', from: ['id'], read: () => true },
  idnr: plain('Identification number', 'P3', 'idnr'),
  familyName: plain('Family name', 'P1', 'familyName'),
  marriedName: plain('Married name', 'P1', 'marriedName'),
  partnershipName: plain('Partnership name', 'P1', 'partnershipName'),
  birthName: earlierName('Birth name', 'P1', 'birthName'),
  formerFamilyNames: earlierName('Former family names', 'P3', 'formerFamilyNames'),
  givenNames: plain('Given names', 'P1', 'givenNames'),
  callName: plain('Call name', 'P1', 'callName'),
  formerGivenNames: earlierName('Former given names', 'P3', 'formerGivenNames'),
  nameChange: earlierName('Legal act of the last name change', 'P3', 'nameChange'),
  doctoralDegree: plain('Doctoral degree', 'P1', 'doctoralDegree'),
  religiousName: plain('Religious name', 'P1', 'religiousName'),
  artistName: plain('Artist name', 'P1', 'artistName'),
  birthDate: plain('Date of birth', 'P1', 'birthDate'),
  birthPlace: plain('Place of birth', 'P1', 'birthPlace'),
  birthCountry: plain('Country of birth', 'P1', 'birthCountry'),
  gender: plain('Gender', 'P1', 'gender'),
  nationalities: plain('Nationalities', 'P1', 'nationalities'),
  'address.ags': homeField('Municipality key', 'ags'),
  'address.postcode': homeField('Postcode', 'postcode'),
  'address.place': homeField('Place', 'place'),
  'address.street': homeField('Street', 'street'),
  'address.houseNumber': homeField('House number', 'houseNumber'),
  'address.houseNumberLetter': homeField('Letter of the house number', 'houseNumberLetter'),
  'address.houseNumberPart': homeField('Fraction of the house number', 'houseNumberPart'),
  'address.addition': homeField('Address addition', 'addition'),
  /** BMG §52: may be used only where harm is excluded (BMeldDAV §5(1)). */
  'address.conditionalLock': plain('Conditional lock on the address', 'P2', 'conditionalLock'),
  residenceType: homeField('Kind of residence', 'residenceType'),
  residenceTypeSince: homeField('Kind of residence since', 'residenceTypeSince'),
  movedInOn: homeField('Moved in on', 'movedInOn'),
  secondaryAddresses: {
    title: 'Secondary homes',
    privacyClass: 'P2',
    from: ['addresses'],
    read: (r) => r.addresses.filter((a) => !a.movedOutOn && a.residenceType === secondary),
  },
  formerAddresses: {
    title: 'Former addresses',
    privacyClass: 'P2',
    from: ['addresses'],
    read: (r) => r.addresses.filter((a) => a.movedOutOn),
  },
  'formerHome.ags': {
    title: 'Municipality of the former home',
    privacyClass: 'P2',
    from: ['formerHome'],
    read: (r) => r.formerHome?.ags ?? null,
  },
  arrivedFromCountry: plain('Arrived from country', 'P2', 'arrivedFromCountry'),
  abroadAddress: plain('Address abroad', 'P2', 'abroadAddress'),
  maritalStatus: plain('Marital status', 'P3', 'maritalStatus'),
  maritalStatusSince: plain('Marital status since', 'P3', 'maritalStatusSince'),
  maritalStatusEndedOn: plain('Marital status ended on', 'P3', 'maritalStatusEndedOn'),
  marriagePlace: plain('Place of marriage', 'P3', 'marriagePlace'),
  'spouse.familyName': spouseField('Family name of the spouse', 'familyName'),
  'spouse.birthName': spouseField('Birth name of the spouse', 'birthName'),
  'spouse.givenNames': spouseField('Given names of the spouse', 'givenNames'),
  'spouse.birthDate': spouseField('Date of birth of the spouse', 'birthDate'),
  'spouse.gender': spouseField('Gender of the spouse', 'gender'),
  'spouse.address': spouseField('Address of the spouse', 'address'),
  'spouse.deathDate': spouseField('Date of death of the spouse', 'deathDate'),
  minorChildren: {
    title: 'Minor children',
    privacyClass: 'P3',
    from: ['minorChildren'],
    read: (r) => r.minorChildren.filter(mayBeTold).map(told),
  },
  legalRepresentatives: {
    title: 'Legal representatives',
    privacyClass: 'P3',
    from: ['legalRepresentatives'],
    read: (r) => r.legalRepresentatives.filter(mayBeTold).map(told),
  },
  identityDocuments: plain('Identity documents', 'P3', 'identityDocuments'),
  deathDate: plain('Date of death', 'P1', 'deathDate'),
  deathPlace: plain('Place of death', 'P1', 'deathPlace'),
  deathCountry: plain('Country of death', 'P1', 'deathCountry'),
} as const satisfies FieldCatalogue<Resident>;
