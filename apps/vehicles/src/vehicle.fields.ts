import { parseSeason } from '#libs/identifiers';
import type { Field, FieldCatalogue, PrivacyClass, Property } from '#libs/register-kit';
import type { HolderAddress, Insurance, OrganisationHolder, PersonHolder } from './vehicle-parts.ts';
import type { Vehicle } from './vehicle.entity.ts';

const plain = (title: string, privacyClass: PrivacyClass, property: Property<Vehicle>): Field<Vehicle> => ({
  title,
  privacyClass,
  from: [property],
  read: (v) => v[property],
});

const personField = (
  title: string,
  privacyClass: PrivacyClass,
  member: keyof PersonHolder,
): Field<Vehicle> => ({
  title,
  privacyClass,
  from: ['holder'],
  read: ({ holder }) => (holder.kind === 'PERSON' ? holder[member] : null),
});

const organisationField = (
  title: string,
  privacyClass: PrivacyClass,
  member: keyof OrganisationHolder,
): Field<Vehicle> => ({
  title,
  privacyClass,
  from: ['holder'],
  read: ({ holder }) => (holder.kind === 'ORGANISATION' ? holder[member] : null),
});

const addressField = (title: string, member: keyof HolderAddress): Field<Vehicle> => ({
  title,
  privacyClass: 'P2',
  from: ['holder'],
  read: ({ holder }) => holder.address[member],
});

const insuranceField = (title: string, member: keyof Insurance): Field<Vehicle> => ({
  title,
  privacyClass: 'P3',
  from: ['insurance'],
  read: ({ insurance }) => insurance?.[member],
});

/**
 * What other authorities may ask for (domain.md §4.2). A property is private until it is listed here. Technical data
 * are P0 alone and P1 beside a plate; a lookup always goes by plate or VIN, so they stand as P1.
 */
export const vehicleFields = {
  /** For subscribers of events: that there is a record to tell of, and nothing about it. */
  registered: { title: 'Registered', privacyClass: 'P1', from: ['vin'], read: () => true },
  plate: plain('Number plate', 'P3', 'plate'),
  plateKind: plain('Kind of plate', 'P3', 'plateKind'),
  plateAssignedOn: plain('Plate assigned on', 'P3', 'plateAssignedOn'),
  season: {
    title: 'Months of operation of a seasonal plate',
    privacyClass: 'P3',
    from: ['season'],
    read: ({ season }) => seasonOf(season),
  },
  vin: plain('Vehicle identification number', 'P3', 'vin'),
  'holder.kind': {
    title: 'Kind of holder',
    privacyClass: 'P1',
    from: ['holder'],
    read: ({ holder }) => holder.kind,
  },
  'holder.familyName': personField('Family name of the holder', 'P1', 'familyName'),
  'holder.givenNames': personField('Given names of the holder', 'P1', 'givenNames'),
  'holder.name': organisationField('Name of the holding organisation', 'P0', 'name'),
  'holder.idnr': personField('Identification number of the holder', 'P3', 'idnr'),
  'holder.euid': organisationField('EUID of the holding organisation', 'P0', 'euid'),
  'holder.address.ags': addressField('Municipality key of the holder’s address', 'ags'),
  'holder.address.postcode': addressField('Postcode of the holder', 'postcode'),
  'holder.address.place': addressField('Place of the holder', 'place'),
  'holder.address.street': addressField('Street of the holder', 'street'),
  'holder.address.houseNumber': addressField('House number of the holder', 'houseNumber'),
  'holder.address.houseNumberLetter': addressField('Letter of the house number', 'houseNumberLetter'),
  'holder.address.houseNumberPart': addressField('Fraction of the house number', 'houseNumberPart'),
  'holder.address.addition': addressField('Addition to the holder’s address', 'addition'),
  'holder.address.country': addressField('State of the holder’s address, where it is not Germany', 'country'),
  previousHolderCount: {
    title: 'Number of previous holders',
    privacyClass: 'P3',
    from: ['previousHolders'],
    read: ({ previousHolders }) => previousHolders.length,
  },
  firstRegisteredOn: plain('First registered on', 'P1', 'firstRegisteredOn'),
  registeredOn: plain('Registered on', 'P1', 'registeredOn'),
  deregisteredOn: plain('Deregistered on', 'P1', 'deregisteredOn'),
  vehicleClass: plain('Vehicle class', 'P1', 'vehicleClass'),
  bodyType: plain('Body type', 'P1', 'bodyType'),
  make: plain('Make', 'P1', 'make'),
  tradeName: plain('Trade name', 'P1', 'tradeName'),
  typeVariantVersion: plain('Type, variant, version', 'P1', 'typeVariantVersion'),
  hsn: plain('Manufacturer key', 'P1', 'hsn'),
  tsn: plain('Type key', 'P1', 'tsn'),
  fuelType: plain('Fuel', 'P1', 'fuelType'),
  displacementCcm: plain('Displacement in cm³', 'P1', 'displacementCcm'),
  powerKw: plain('Power in kW', 'P1', 'powerKw'),
  maxSpeedKmh: plain('Top speed in km/h', 'P1', 'maxSpeedKmh'),
  massKg: plain('Mass in kg', 'P1', 'massKg'),
  grossMassKg: plain('Permitted gross mass in kg', 'P1', 'grossMassKg'),
  axles: plain('Axles', 'P1', 'axles'),
  seats: plain('Seats', 'P1', 'seats'),
  colour: plain('Colour', 'P1', 'colour'),
  co2GramPerKm: plain('CO₂ in g/km', 'P1', 'co2GramPerKm'),
  emissionClass: plain('Emission class', 'P1', 'emissionClass'),
  nextInspectionMonth: plain('Month of the next inspection', 'P1', 'nextInspectionMonth'),
  'insurance.insurerName': insuranceField('Insurer', 'insurerName'),
  'insurance.policyNumber': insuranceField('Number of the insurance policy', 'policyNumber'),
  'insurance.confirmationNumber': insuranceField(
    'Number of the insurance confirmation',
    'confirmationNumber',
  ),
  'insurance.startsOn': insuranceField('Insured since', 'startsOn'),
  'insurance.endedOn': insuranceField('Insurance ended on', 'endedOn'),
  'insurance.lapseReportedOn': insuranceField('Lapse of insurance reported on', 'lapseReportedOn'),
  registrationOffice: plain('Registration office', 'P1', 'registrationOffice'),
  ags: plain('Municipality key of the place of registration', 'P1', 'ags'),
  certificatePart1Number: plain('Number of certificate part I', 'P3', 'certificatePart1Number'),
  certificatePart2Number: plain('Number of certificate part II', 'P3', 'certificatePart2Number'),
} as const satisfies FieldCatalogue<Vehicle>;

function seasonOf(season: string | null): { readonly from: number; readonly to: number } | null {
  const parsed = season === null ? undefined : parseSeason(season);
  return parsed?.ok ? parsed.value : null;
}
