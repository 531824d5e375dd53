/* Lines of the sample files: bodies of the register acts `POST /v1/residents` and `POST /v1/vehicles` (domain §4.1, §4.2). */

/** Every line says on what ground the record is made and from which day it holds. */
export interface RegisterAct {
  readonly ground: string;
  readonly effectiveOn: string;
}

export interface PostalAddress {
  readonly ags: string;
  readonly postcode: string;
  readonly place: string;
  readonly street: string;
  readonly houseNumber: string;
  readonly houseNumberLetter?: string;
  readonly houseNumberPart?: string;
  readonly addition?: string;
}

export interface ResidentAddress extends PostalAddress {
  readonly residenceType: 'SOLE' | 'MAIN' | 'SECONDARY';
  readonly residenceTypeSince: string;
  readonly movedInOn: string;
  /** Absent while the person lives there. */
  readonly movedOutOn?: string;
}

/** m male, w female, d diverse, x no entry. */
export type Gender = 'm' | 'w' | 'd' | 'x';

export interface RelatedPerson {
  readonly familyName: string;
  readonly birthName?: string;
  readonly givenNames: string;
  readonly birthDate: string;
  readonly gender: Gender;
  readonly address: PostalAddress;
  readonly lock?: RegisterLock['kind'];
}

export interface IdentityDocument {
  readonly kind: 'IDENTITY_CARD' | 'PASSPORT';
  readonly issuer: string;
  readonly issuedOn: string;
  readonly validUntil: string;
  readonly serialNumber: string;
}

export interface RegisterLock {
  /** BMG §51 and §52. */
  readonly kind: 'INFORMATION' | 'CONDITIONAL';
  readonly since: string;
  readonly until: string;
  readonly initiatedBySecurityAuthority: boolean;
}

export interface ResidentRecord extends RegisterAct {
  readonly idnr: string;
  readonly familyName: string;
  readonly givenNames: string;
  /** One of the given names. */
  readonly callName: string;
  readonly birthName?: string;
  readonly doctoralDegree?: string;
  readonly birthDate: string;
  readonly birthPlace: string;
  /** Destatis state key, three digits; 000 is Germany. */
  readonly birthCountry: string;
  readonly gender: Gender;
  readonly nationalities: readonly string[];
  /** DSMeld list: LD single, VH married, VW widowed, GS divorced. */
  readonly maritalStatus: 'LD' | 'VH' | 'VW' | 'GS';
  readonly addresses: readonly ResidentAddress[];
  readonly spouse?: RelatedPerson;
  readonly minorChildren?: readonly RelatedPerson[];
  readonly legalRepresentatives?: readonly RelatedPerson[];
  readonly identityDocuments?: readonly IdentityDocument[];
  readonly locks?: readonly RegisterLock[];
}

export interface PersonHolder {
  readonly kind: 'PERSON';
  readonly idnr: string;
  readonly familyName: string;
  readonly givenNames: string;
  readonly birthDate: string;
  readonly address: PostalAddress;
}

export interface OrganisationHolder {
  readonly kind: 'ORGANISATION';
  readonly euid: string;
  readonly name: string;
  readonly address: PostalAddress;
}

export type VehicleHolder = PersonHolder | OrganisationHolder;

export interface VehicleRecord extends RegisterAct, VehicleModel {
  /** Canonical text without the season. */
  readonly plate: string;
  /** First and last month, `03-10`. */
  readonly season?: string;
  readonly plateKind: 'NORMAL' | 'SEASONAL' | 'VINTAGE' | 'ELECTRIC';
  readonly plateAssignedOn: string;
  readonly vin: string;
  readonly holder: VehicleHolder;
  readonly firstRegisteredOn: string;
  readonly registeredOn: string;
  readonly colour: string;
  /** `YYYY-MM` */
  readonly nextInspectionMonth: string;
  readonly insurance: {
    readonly insurerName: string;
    readonly policyNumber: string;
    readonly confirmationNumber: string;
    readonly startsOn: string;
  };
  readonly registrationOffice: string;
  readonly ags: string;
  readonly certificatePart1Number: string;
  readonly certificatePart2Number: string;
}

/** What all vehicles of a model share. */
export interface VehicleModel {
  readonly vehicleClass: string;
  readonly bodyType: string;
  readonly make: string;
  readonly tradeName: string;
  readonly typeVariantVersion: string;
  readonly hsn: string;
  readonly tsn: string;
  readonly fuelType: string;
  readonly displacementCcm: number;
  readonly powerKw: number;
  readonly maxSpeedKmh: number;
  readonly massKg: number;
  readonly grossMassKg: number;
  readonly axles: number;
  readonly seats: number;
  readonly co2GramPerKm: number;
  readonly emissionClass: string;
}

/** Body of the register act `POST /v1/companies` (domain §4.3). */
export interface CompanyRecord extends RegisterAct {
  readonly register: { readonly courtCode: string; readonly registerNumber: string };
  readonly legalName: string;
  readonly legalForm: string;
  readonly purpose: string;
  readonly seat: { readonly place: string; readonly ags: string };
  readonly status: 'ACTIVE';
  readonly officers: readonly {
    readonly familyName: string;
    readonly givenNames: string;
    readonly birthDate: string;
    readonly role: string;
    readonly representation: 'ALONE' | 'JOINTLY';
  }[];
}
