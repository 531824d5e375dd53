import type { Field, FieldCatalogue, PrivacyClass, Property } from '#libs/register-kit';
import type { BusinessAddress, RegisterEntry, Representative } from './company-parts.ts';
import type { Company } from './company.entity.ts';

const plain = (title: string, privacyClass: PrivacyClass, property: Property<Company>): Field<Company> => ({
  title,
  privacyClass,
  from: [property],
  read: (c) => c[property],
});

const addressField = (title: string, member: keyof BusinessAddress): Field<Company> => ({
  title,
  privacyClass: 'P0',
  from: ['businessAddress'],
  read: (c) => c.businessAddress?.[member],
});

const administrativeField = (title: string, member: keyof BusinessAddress): Field<Company> => ({
  title,
  privacyClass: 'P1',
  from: ['administrativeAddress'],
  read: (c) => c.administrativeAddress?.[member],
});

const registerField = (title: string, member: keyof RegisterEntry): Field<Company> => ({
  title,
  privacyClass: 'P0',
  from: ['register'],
  read: (c) => c.register[member],
});

/** Evidence of version 1 says of a person these members, and no other. */
const people = (title: string, property: 'officers' | 'proxies'): Field<Company> => ({
  title,
  privacyClass: 'P1',
  from: [property],
  read: (c) => c[property].map(({ representation: _, ...told }: Representative) => told),
});

/** What other authorities may ask for (domain.md §4.3); anyone may inspect the register for information (HGB §9(1)). */
export const companyFields = {
  /** What names the company in change events, because its EUID changes with the court. */
  recordId: { title: 'Record id', privacyClass: 'P0', from: ['id'], read: (c) => c.id },
  euid: plain('European unique identifier', 'P0', 'euid'),
  formerEuids: plain('Former EUIDs', 'P0', 'formerEuids'),
  // P1 because a sole trader has one too.
  widnr: plain('Business identification number', 'P1', 'widnr'),
  lei: plain('Legal entity identifier', 'P0', 'lei'),
  legalName: plain('Name in the register', 'P0', 'legalName'),
  previousNames: plain('Previous names', 'P0', 'previousNames'),
  administrativeName: plain('Name in administration', 'P0', 'administrativeName'),
  legalForm: plain('Legal form', 'P0', 'legalForm'),
  'seat.place': { title: 'Seat', privacyClass: 'P0', from: ['seat'], read: (c) => c.seat.place },
  'seat.ags': {
    title: 'Municipality key of the seat',
    privacyClass: 'P0',
    from: ['seat'],
    read: (c) => c.seat.ags,
  },
  'businessAddress.street': addressField('Street', 'street'),
  'businessAddress.houseNumber': addressField('House number', 'houseNumber'),
  'businessAddress.poBox': addressField('PO box', 'poBox'),
  'businessAddress.postcode': addressField('Postcode', 'postcode'),
  'businessAddress.place': addressField('Place', 'place'),
  'businessAddress.addition': addressField('Address addition', 'addition'),
  'businessAddress.country': addressField('Country', 'country'),
  'businessAddress.asGiven': addressField('Address as given', 'asGiven'),
  'administrativeAddress.street': administrativeField('Street for administration', 'street'),
  'administrativeAddress.houseNumber': administrativeField('House number for administration', 'houseNumber'),
  'administrativeAddress.poBox': administrativeField('PO box for administration', 'poBox'),
  'administrativeAddress.postcode': administrativeField('Postcode for administration', 'postcode'),
  'administrativeAddress.place': administrativeField('Place for administration', 'place'),
  mainActivity: plain('Main activity (WZ)', 'P0', 'mainActivity'),
  'register.courtCode': registerField('Code of the register court', 'courtCode'),
  'register.court': registerField('Register court', 'court'),
  'register.section': registerField('Section', 'section'),
  'register.number': registerField('Number', 'number'),
  'register.placeMark': registerField('Mark of a former court', 'placeMark'),
  accidentInsuranceNumber: plain('Number at the accident insurance', 'P3', 'accidentInsuranceNumber'),
  establishmentNumbers: plain('Establishment numbers', 'P3', 'establishmentNumbers'),
  representationRule: plain('Rule of representation', 'P0', 'representationRule'),
  // By law public (HGB §9(1)), yet with dates of birth; domain.md §4.3 treats them as P1.
  officers: people('Officers', 'officers'),
  proxies: people('Holders of procuration', 'proxies'),
  purpose: plain('Purpose', 'P0', 'purpose'),
  capital: plain('Capital', 'P0', 'capital'),
  articlesDate: plain('Date of the articles', 'P0', 'articlesDate'),
  limitedPartners: plain('Limited partners', 'P1', 'limitedPartners'),
  status: plain('Status', 'P0', 'status'),
  statusEvents: plain('Changes of status', 'P0', 'statusEvents'),
  entries: plain('Entries', 'P0', 'entries'),
  endedOn: plain('Ended on', 'P0', 'endedOn'),
  source: plain('Source of the values', 'P0', 'source'),
} as const satisfies FieldCatalogue<Company>;
