import { idnrFromBody } from '#libs/identifiers';
import type { OrganisationHolder, PersonHolder } from './vehicle-parts.ts';
import type { Vehicle } from './vehicle.entity.ts';

let drawn = 0;

/** A new test number (leading 0) at every call. */
export function aTestIdnr(): string {
  for (;;) {
    drawn += 1;
    const idnr = idnrFromBody(`0${String(drawn * 7_919 + 234_567_891).slice(0, 9)}`);
    if (idnr !== undefined) return idnr;
  }
}

const address = {
  ags: '03241001',
  postcode: '30159',
  place: 'Hannover',
  street: 'Beispielweg',
  houseNumber: '12',
};

export const aPersonHolder = (overrides: Partial<PersonHolder> = {}): PersonHolder => ({
  kind: 'PERSON',
  idnr: aTestIdnr(),
  familyName: 'Muster',
  givenNames: 'Erika Marie',
  birthDate: '1980-05-17',
  address,
  ...overrides,
});

export const anOrganisationHolder = (overrides: Partial<OrganisationHolder> = {}): OrganisationHolder => ({
  kind: 'ORGANISATION',
  name: 'Beispiel Logistik GmbH',
  euid: 'DEP2305.HRB900001',
  address,
  ...overrides,
});

/** An invented vehicle; every call has another plate and VIN. */
export const aVehicle = (overrides: Partial<Vehicle> = {}): Vehicle => {
  drawn += 1;
  const plate = overrides.plate ?? `H-EX ${drawn}`;
  const vin = overrides.vin ?? `WVWZZZEMZRA${String(drawn).padStart(6, '0')}`;
  return {
    id: '018f0000-0000-7000-8000-000000000000',
    version: 1,
    origins: { '*': { version: 1, effectiveOn: '2020-03-01', recordedAt: '2026-01-01T00:00:00.000Z' } },
    concerns: [],
    authority: 'zulassung-landeshauptstadt-hannover',
    recordedAt: new Date('2026-01-01T00:00:00Z'),
    effectiveOn: '2020-03-01',
    registrationKey: `${vin} 2020-03-01`,
    plate,
    plateKind: 'NORMAL',
    plateAssignedOn: '2020-03-01',
    season: null,
    vin,
    holder: aPersonHolder(),
    previousHolders: [],
    firstRegisteredOn: '2018-06-15',
    registeredOn: '2020-03-01',
    deregisteredOn: null,
    vehicleClass: 'M1',
    bodyType: 'HATCHBACK',
    make: 'VOLKSWAGEN',
    tradeName: 'GOLF',
    typeVariantVersion: 'EMA/AB12/FM6',
    hsn: '0603',
    tsn: 'EMA',
    fuelType: 'PETROL',
    displacementCcm: 1498,
    powerKw: 96,
    maxSpeedKmh: 210,
    massKg: 1300,
    grossMassKg: 1820,
    axles: 2,
    seats: 5,
    colour: 'BLUE',
    co2GramPerKm: 121,
    emissionClass: 'EURO6',
    nextInspectionMonth: '2027-06',
    insurance: { insurerName: 'Nordkante Versicherungsverein (invented)', startsOn: '2020-03-01' },
    registrationOffice: 'Landeshauptstadt Hannover',
    ags: '03241001',
    certificatePart1Number: `EM1-${drawn}`,
    certificatePart2Number: `EM2-${drawn}`,
    transmissionLock: null,
    plateNamed: plate,
    vinNamed: vin,
    ...overrides,
  };
};
