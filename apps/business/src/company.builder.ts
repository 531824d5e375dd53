import type { Company } from './company.entity.ts';

let drawn = 0;

/** An invented company; every call has another number. */
export const aCompany = (overrides: Partial<Company> = {}): Company => {
  drawn += 1;
  const number = 900_000 + drawn;
  const euid = overrides.euid ?? `DEP2204.HRB${number}`;
  return {
    id: '018f0000-0000-7000-8000-000000000000',
    version: 1,
    origins: { '*': { version: 1, effectiveOn: '2020-03-01', recordedAt: '2026-01-01T00:00:00.000Z' } },
    concerns: [],
    authority: 'registergericht-goettingen',
    recordedAt: new Date('2026-01-01T00:00:00Z'),
    effectiveOn: '2020-03-01',
    firstEuid: euid,
    euid,
    formerEuids: [],
    successor: null,
    widnr: null,
    lei: null,
    legalName: 'Beispiel Logistik GmbH',
    previousNames: ['Muster Logistik GmbH'],
    administrativeName: null,
    legalForm: '350',
    seat: { place: 'Göttingen', ags: '03159016' },
    businessAddress: { street: 'Beispielweg', houseNumber: '12', postcode: '37073', place: 'Göttingen' },
    administrativeAddress: null,
    mainActivity: '49.41',
    register: { courtCode: 'P2204', court: 'Amtsgericht Göttingen', section: 'HRB', number },
    accidentInsuranceNumber: null,
    establishmentNumbers: [],
    representationRule: 'Each managing director represents alone.',
    officers: [
      { familyName: 'Muster', givenNames: 'Erika', birthDate: '1980-05-17', role: 'MANAGING_DIRECTOR' },
    ],
    proxies: [],
    purpose: 'Carriage of goods',
    capital: '25000.00 EUR',
    articlesDate: '2020-02-14',
    limitedPartners: [],
    status: 'ACTIVE',
    statusEvents: [],
    entries: [{ sequence: 1, enteredOn: '2020-03-01' }],
    endedOn: null,
    source: null,
    ...overrides,
  };
};
