/** Made by `npm run generate` from the API description of vehicles; a change by hand is refused. */
import type { ServiceRoutes } from '../routes.ts';

export interface ApplyingHolder {
  /** Person, required: family name (C.1.1). */
  readonly familyName?: string | null;
  /** Person, required: given names (C.1.2). */
  readonly givenNames?: string | null;
  /** Person: date of birth, as the identity card has it; compared where the record has one. */
  readonly birthDate?: string | null;
  /** Organisation, required: name (C.1.1). */
  readonly name?: string | null;
}

export interface HolderAddress {
  /** Municipality key (AGS). */
  readonly ags?: string | null;
  readonly postcode: string;
  /** Place. */
  readonly place: string;
  /** Street; absent only where the place has no street names. */
  readonly street?: string | null;
  /** House number, without letter and fraction; absent only where the house has none. */
  readonly houseNumber?: string | null;
  /** Letter of the house number. */
  readonly houseNumberLetter?: string | null;
  /** Fraction of the house number. */
  readonly houseNumberPart?: string | null;
  /** Addition, e.g. floor or part of the building. */
  readonly addition?: string | null;
  /** State, where it is not Germany. */
  readonly country?: string | null;
}

export interface NewPlate {
  /** Plate, canonical, without its season. */
  readonly plate: string;
  /** Kind of plate; must fit suffix and season. */
  readonly plateKind: 'NORMAL' | 'SEASONAL' | 'VINTAGE' | 'ELECTRIC' | 'GREEN' | 'INTERCHANGEABLE';
  /** First and last month. */
  readonly season?: string | null;
}

export interface TakeOverVehicle {
  /** Why the act is done: the filing, notice or provision it rests on. */
  readonly ground: string;
  /** Day from which the act holds, not after today (Europe/Berlin). */
  readonly effectiveOn: string;
  /** Plate (A) that the vehicle bears. */
  readonly plate: string;
  /** Vehicle identification number (E). */
  readonly vin: string;
  /** The holder who applies, as the certificate names them (C.1). */
  readonly holder: ApplyingHolder;
  /** Where the holder lives or sits now, in the district of the office. */
  readonly address: HolderAddress;
  /** Assigned on the effective day; absent: the vehicle keeps the old one. */
  readonly newPlate?: NewPlate | null;
}

export interface Receipt {
  /** The record. */
  readonly id: string;
  /** Version of the record after the act; 1 for its registration. */
  readonly version: number;
  /** Names of the changed members, sorted. */
  readonly changedFields: readonly string[];
  readonly effectiveOn: string;
  readonly recordedAt: string;
  /** Id of the change event on Kafka. */
  readonly eventId: string;
}

export interface Holder {
  /** Kind of holder. */
  readonly kind: 'PERSON' | 'ORGANISATION';
  /** Person: identification number. */
  readonly idnr?: string | null;
  /** Person, required: family name (C.1.1). */
  readonly familyName?: string | null;
  /** Person: birth name. */
  readonly birthName?: string | null;
  /** Person, required: given names (C.1.2). */
  readonly givenNames?: string | null;
  /** Person: artist name. */
  readonly artistName?: string | null;
  /** Person: date of birth. */
  readonly birthDate?: string | null;
  /** Person: place of birth. */
  readonly birthPlace?: string | null;
  /** Person: gender; x = no entry. */
  readonly gender?: 'm' | 'w' | 'd' | 'x' | null;
  /** Organisation, required: name. */
  readonly name?: string | null;
  /** Organisation: EUID. */
  readonly euid?: string | null;
  /** Organisation: representative. */
  readonly representative?: string | null;
  /** Address (C.1.3). */
  readonly address: HolderAddress;
}

export interface Insurance {
  /** Insurer. */
  readonly insurerName: string;
  /** Number of the policy. */
  readonly policyNumber?: string | null;
  /** Number of the electronic confirmation. */
  readonly confirmationNumber?: string | null;
  /** First day insured. */
  readonly startsOn: string;
  /** Last day insured. */
  readonly endedOn?: string | null;
  /** Day on which the insurer reported a lapse. */
  readonly lapseReportedOn?: string | null;
}

export interface TransmissionLock {
  /** Ground of the lock. */
  readonly ground: 'PUBLIC_INTEREST' | 'APPLICATION';
  /** First day. */
  readonly since: string;
  /** Last day; absent while unlimited. On APPLICATION at least two years after the first. */
  readonly until?: string | null;
}

export interface RegisterVehicle {
  /** Why the act is done: the filing, notice or provision it rests on. */
  readonly ground: string;
  /** Day from which the act holds, not after today (Europe/Berlin). */
  readonly effectiveOn: string;
  /** Plate (A), canonical, without its season. */
  readonly plate: string;
  /** Kind of plate; must fit suffix and season. */
  readonly plateKind: 'NORMAL' | 'SEASONAL' | 'VINTAGE' | 'ELECTRIC' | 'GREEN' | 'INTERCHANGEABLE';
  /** Day on which the plate was assigned. */
  readonly plateAssignedOn: string;
  /** First and last month. */
  readonly season?: string | null;
  /** Vehicle identification number (E); of a vehicle from before 1982 up to 14 characters. */
  readonly vin: string;
  /** Holder (C.1). */
  readonly holder: Holder;
  /** First registration (B). */
  readonly firstRegisteredOn: string;
  /** Registration of this holder (I). */
  readonly registeredOn: string;
  /** Class (J). */
  readonly vehicleClass: string;
  /** Body (4). */
  readonly bodyType?: string | null;
  /** Make (D.1). */
  readonly make: string;
  /** Trade name (D.3). */
  readonly tradeName?: string | null;
  /** Type, variant, version (D.2). */
  readonly typeVariantVersion?: string | null;
  /** Manufacturer key (2.1). */
  readonly hsn?: string | null;
  /** Type key (2.2). */
  readonly tsn?: string | null;
  /** Fuel (P.3). */
  readonly fuelType?: string | null;
  /** Displacement in cm³ (P.1). */
  readonly displacementCcm?: number | null;
  /** Power in kW (P.2). */
  readonly powerKw?: number | null;
  /** Top speed in km/h (T). */
  readonly maxSpeedKmh?: number | null;
  /** Mass in kg (G). */
  readonly massKg?: number | null;
  /** Permitted gross mass in kg (F.2). */
  readonly grossMassKg?: number | null;
  /** Axles (L). */
  readonly axles?: number | null;
  /** Seats (S.1). */
  readonly seats?: number | null;
  /** Colour (R). */
  readonly colour?: string | null;
  /** CO₂ in g/km (V.7). */
  readonly co2GramPerKm?: number | null;
  /** Emission class (14, V.9). */
  readonly emissionClass?: string | null;
  /** Next inspection (X). */
  readonly nextInspectionMonth?: string | null;
  /** Liability insurance. */
  readonly insurance?: Insurance | null;
  /** Registration office. */
  readonly registrationOffice: string;
  /** Municipality key (AGS) of the place. */
  readonly ags?: string | null;
  /** Number of certificate part I. */
  readonly certificatePart1Number?: string | null;
  /** Number of certificate part II. */
  readonly certificatePart2Number?: string | null;
  /** Transmission lock (StVG §41). */
  readonly transmissionLock?: TransmissionLock | null;
}

export interface FormerHolder {
  /** Kind of holder. */
  readonly kind: 'PERSON' | 'ORGANISATION';
  /** Person: identification number. */
  readonly idnr?: string | null;
  /** Person, required: family name (C.1.1). */
  readonly familyName?: string | null;
  /** Person: birth name. */
  readonly birthName?: string | null;
  /** Person, required: given names (C.1.2). */
  readonly givenNames?: string | null;
  /** Person: artist name. */
  readonly artistName?: string | null;
  /** Person: date of birth. */
  readonly birthDate?: string | null;
  /** Person: place of birth. */
  readonly birthPlace?: string | null;
  /** Person: gender; x = no entry. */
  readonly gender?: 'm' | 'w' | 'd' | 'x' | null;
  /** Organisation, required: name. */
  readonly name?: string | null;
  /** Organisation: EUID. */
  readonly euid?: string | null;
  /** Organisation: representative. */
  readonly representative?: string | null;
  /** Address (C.1.3). */
  readonly address: HolderAddress;
  /** Day on which the next holder’s registration took effect. */
  readonly heldUntil: string;
}

export interface VehicleRecord {
  /** Plate (A), canonical, without its season. */
  readonly plate: string;
  /** Kind of plate; must fit suffix and season. */
  readonly plateKind: 'NORMAL' | 'SEASONAL' | 'VINTAGE' | 'ELECTRIC' | 'GREEN' | 'INTERCHANGEABLE';
  /** Day on which the plate was assigned. */
  readonly plateAssignedOn: string;
  /** First and last month. */
  readonly season?: string | null;
  /** Vehicle identification number (E); of a vehicle from before 1982 up to 14 characters. */
  readonly vin: string;
  /** Holder (C.1). */
  readonly holder: Holder;
  /** First registration (B). */
  readonly firstRegisteredOn: string;
  /** Registration of this holder (I). */
  readonly registeredOn: string;
  /** Class (J). */
  readonly vehicleClass: string;
  /** Body (4). */
  readonly bodyType?: string | null;
  /** Make (D.1). */
  readonly make: string;
  /** Trade name (D.3). */
  readonly tradeName?: string | null;
  /** Type, variant, version (D.2). */
  readonly typeVariantVersion?: string | null;
  /** Manufacturer key (2.1). */
  readonly hsn?: string | null;
  /** Type key (2.2). */
  readonly tsn?: string | null;
  /** Fuel (P.3). */
  readonly fuelType?: string | null;
  /** Displacement in cm³ (P.1). */
  readonly displacementCcm?: number | null;
  /** Power in kW (P.2). */
  readonly powerKw?: number | null;
  /** Top speed in km/h (T). */
  readonly maxSpeedKmh?: number | null;
  /** Mass in kg (G). */
  readonly massKg?: number | null;
  /** Permitted gross mass in kg (F.2). */
  readonly grossMassKg?: number | null;
  /** Axles (L). */
  readonly axles?: number | null;
  /** Seats (S.1). */
  readonly seats?: number | null;
  /** Colour (R). */
  readonly colour?: string | null;
  /** CO₂ in g/km (V.7). */
  readonly co2GramPerKm?: number | null;
  /** Emission class (14, V.9). */
  readonly emissionClass?: string | null;
  /** Next inspection (X). */
  readonly nextInspectionMonth?: string | null;
  /** Liability insurance. */
  readonly insurance?: Insurance | null;
  /** Registration office. */
  readonly registrationOffice: string;
  /** Municipality key (AGS) of the place. */
  readonly ags?: string | null;
  /** Number of certificate part I. */
  readonly certificatePart1Number?: string | null;
  /** Number of certificate part II. */
  readonly certificatePart2Number?: string | null;
  /** Transmission lock (StVG §41). */
  readonly transmissionLock?: TransmissionLock | null;
  readonly id: string;
  readonly version: number;
  /** The latest day from which one of its acts holds. */
  readonly effectiveOn: string;
  /** When the latest act was recorded. */
  readonly recordedAt: string;
  /** VIN and day of registration: names this registration of the vehicle. */
  readonly registrationKey: string;
  /** Former holders, oldest first. */
  readonly previousHolders: readonly FormerHolder[];
  readonly deregisteredOn?: string | null;
}

export interface VehiclePage {
  readonly records: readonly VehicleRecord[];
  /** `after` of the next page; absent on the last one. */
  readonly next?: string;
}

export interface SearchVehicles {
  /** Plate, canonical, without its season. */
  readonly plate?: string;
  /** Vehicle identification number. */
  readonly vin?: string;
}

export interface HistoryEntry {
  readonly version: number;
  /** Type of the change event. */
  readonly type: string;
  readonly effectiveOn: string;
  readonly recordedAt: string;
  /** Why the act was done. */
  readonly ground: string;
  /** Who acted: id of the officer (`sub` of the token), or client id of a machine. */
  readonly officer: string;
  /** Issuer that knows the officer; absent where a machine acted. */
  readonly issuer?: string;
  /** Client by which it was done. */
  readonly client: string;
  readonly eventId: string;
  /** New values of the changed members; null where a value ended. */
  readonly patch: Readonly<Record<string, unknown>>;
}

export interface TransferVehicle {
  /** Why the act is done: the filing, notice or provision it rests on. */
  readonly ground: string;
  /** Day from which the act holds, not after today (Europe/Berlin). */
  readonly effectiveOn: string;
  /** The version the officer was looking at; another version is refused (record-changed-meanwhile). */
  readonly expectedVersion: number;
  /** The new holder. */
  readonly holder: Holder;
  /** Insurance of the new holder; the former one ends. */
  readonly insurance?: Insurance | null;
}

export interface ChangeHolderAddress {
  /** Why the act is done: the filing, notice or provision it rests on. */
  readonly ground: string;
  /** Day from which the act holds, not after today (Europe/Berlin). */
  readonly effectiveOn: string;
  /** The version the officer was looking at; another version is refused (record-changed-meanwhile). */
  readonly expectedVersion: number;
  /** Where the holder lives or sits now. */
  readonly address: HolderAddress;
  /** Assigned on the effective day; only where another registration authority is competent for the address (FZV §15(4)). */
  readonly newPlate?: NewPlate | null;
  /** The case that led to the act. It is closed with it, in one transaction. */
  readonly caseId?: string;
}

export interface ChangeHolderName {
  /** Why the act is done: the filing, notice or provision it rests on. */
  readonly ground: string;
  /** Day from which the act holds, not after today (Europe/Berlin). */
  readonly effectiveOn: string;
  /** The version the officer was looking at; another version is refused (record-changed-meanwhile). */
  readonly expectedVersion: number;
  /** Family name. */
  readonly familyName?: string;
  /** Given names. */
  readonly givenNames?: string;
  /** Birth name. */
  readonly birthName?: string | null;
  /** Artist name. */
  readonly artistName?: string | null;
  /** The case that led to the act. It is closed with it, in one transaction. */
  readonly caseId?: string;
}

export interface DeregisterVehicle {
  /** Why the act is done: the filing, notice or provision it rests on. */
  readonly ground: string;
  /** Day from which the act holds, not after today (Europe/Berlin). */
  readonly effectiveOn: string;
  /** The version the officer was looking at; another version is refused (record-changed-meanwhile). */
  readonly expectedVersion: number;
}

export interface ForeignAttempt {
  readonly id: string;
  readonly at: string;
  /** What was to be done: read, state, history, search, case, or the act. */
  readonly operation: string;
  /** The record or the case. */
  readonly recordId: string;
  /** Authority of the one who asked. */
  readonly office: string;
  /** `sub` of the officer; absent where a machine asked. */
  readonly officer?: string;
  /** Issuer that knows the officer. */
  readonly issuer?: string;
  /** Client by which it was asked. */
  readonly client: string;
}

export interface ForeignAttemptPage {
  readonly attempts: readonly ForeignAttempt[];
  /** `after` of the next page; absent on the last. */
  readonly next?: string;
}

export interface Offer {
  /** What can be offered; more than one: a choice. */
  readonly steps: readonly (
    'UPDATE_ADDRESS' | 'UPDATE_NAME' | 'KEEP_PLATE' | 'NEW_PLATE' | 'ASK_HOLDER' | 'TRANSFER' | 'DEREGISTER'
  )[];
  readonly legalBasis: string;
}

export interface Case {
  readonly id: string;
  /** HOLDER_…: another register changed. VALUE_DOUBTED: a person says that what was told is wrong. */
  readonly kind:
    | 'HOLDER_ADDRESS_CHANGED'
    | 'HOLDER_NAME_CHANGED'
    | 'HOLDER_DECEASED'
    | 'HOLDER_SEAT_MOVED'
    | 'HOLDER_ORGANISATION_GONE'
    | 'VALUE_DOUBTED';
  readonly state: 'OPEN' | 'TAKEN' | 'CLOSED';
  /** Day since which the change holds; of a doubt, of the report. */
  readonly effectiveOn: string;
  /** When the other register recorded the change; of a doubt, when it came. */
  readonly reportedAt: string;
  readonly openedAt: string;
  /** Officer who works on it (`sub` of the token). */
  readonly takenBy?: string;
  readonly takenAt?: string;
  readonly outcome?:
    | 'ADDRESS_UPDATED'
    | 'NAME_UPDATED'
    | 'PLATE_KEPT'
    | 'PLATE_REPLACED'
    | 'TRANSFERRED'
    | 'DEREGISTERED'
    | 'NO_ACTION'
    | 'CONFIRMED'
    | 'NOT_CONFIRMED'
    | 'OBSOLETE';
  /** Absent where the register closed it as obsolete. */
  readonly closedBy?: string;
  readonly closedAt?: string;
  /** VALUE_DOUBTED: what the person says. Erased with the end of the case. */
  readonly words?: string;
  /** VALUE_DOUBTED: paths of the fields that were told. */
  readonly fields?: readonly string[];
  /** Record of the vehicle, GET /v1/vehicles/{id}. */
  readonly vehicleId: string;
  /** What the register has asked on its own. NO_EVIDENCE says nothing about why; the holder has to be asked. */
  readonly enquiry: 'NONE' | 'PENDING' | 'ANSWERED' | 'NO_EVIDENCE';
  /** Absent while the answer is awaited, and of a doubt. */
  readonly offer?: Offer;
}

export interface CasePage {
  readonly cases: readonly Case[];
  /** `after` of the next page; absent on the last one. */
  readonly next?: string;
}

export interface CaseAct {
  readonly act: 'OPENED' | 'ENQUIRED' | 'TAKEN' | 'ADDRESS_SHOWN' | 'CLOSED';
  readonly at: string;
  /** Who acted (`sub` of the token); absent where the register itself did. */
  readonly officer?: string;
  /** Issuer that knows the officer. */
  readonly issuer?: string;
  /** Client by which the officer acted. */
  readonly client?: string;
  /** The lookup at the gateway that belongs to it. */
  readonly lookupId?: string;
}

export interface CaseFile {
  readonly id: string;
  /** HOLDER_…: another register changed. VALUE_DOUBTED: a person says that what was told is wrong. */
  readonly kind:
    | 'HOLDER_ADDRESS_CHANGED'
    | 'HOLDER_NAME_CHANGED'
    | 'HOLDER_DECEASED'
    | 'HOLDER_SEAT_MOVED'
    | 'HOLDER_ORGANISATION_GONE'
    | 'VALUE_DOUBTED';
  readonly state: 'OPEN' | 'TAKEN' | 'CLOSED';
  /** Day since which the change holds; of a doubt, of the report. */
  readonly effectiveOn: string;
  /** When the other register recorded the change; of a doubt, when it came. */
  readonly reportedAt: string;
  readonly openedAt: string;
  /** Officer who works on it (`sub` of the token). */
  readonly takenBy?: string;
  readonly takenAt?: string;
  readonly outcome?:
    | 'ADDRESS_UPDATED'
    | 'NAME_UPDATED'
    | 'PLATE_KEPT'
    | 'PLATE_REPLACED'
    | 'TRANSFERRED'
    | 'DEREGISTERED'
    | 'NO_ACTION'
    | 'CONFIRMED'
    | 'NOT_CONFIRMED'
    | 'OBSOLETE';
  /** Absent where the register closed it as obsolete. */
  readonly closedBy?: string;
  readonly closedAt?: string;
  /** VALUE_DOUBTED: what the person says. Erased with the end of the case. */
  readonly words?: string;
  /** VALUE_DOUBTED: paths of the fields that were told. */
  readonly fields?: readonly string[];
  /** Record of the vehicle, GET /v1/vehicles/{id}. */
  readonly vehicleId: string;
  /** What the register has asked on its own. NO_EVIDENCE says nothing about why; the holder has to be asked. */
  readonly enquiry: 'NONE' | 'PENDING' | 'ANSWERED' | 'NO_EVIDENCE';
  /** Absent while the answer is awaited, and of a doubt. */
  readonly offer?: Offer;
  /** Who did what, in order. */
  readonly acts: readonly CaseAct[];
}

export interface NewAddress {
  readonly ags?: string | null;
  readonly postcode?: string | null;
  readonly place?: string | null;
  readonly street?: string | null;
  readonly houseNumber?: string | null;
  readonly houseNumberLetter?: string | null;
  readonly houseNumberPart?: string | null;
  readonly addition?: string | null;
  /** BMG §52: with true the address may be used only where harm is excluded (BMeldDAV §5(1)). */
  readonly conditionalLock?: boolean;
}

export interface AddressAnswer {
  readonly status: 'EVIDENCE' | 'NO_EVIDENCE';
  /** The lookup at the gateway; the holder sees it too. */
  readonly lookupId: string;
  readonly address?: NewAddress;
}

export interface CloseCase {
  /** How it ended; an act on the vehicle is recorded there. VALUE_DOUBTED: CONFIRMED or NOT_CONFIRMED, which the person sees. */
  readonly outcome:
    | 'ADDRESS_UPDATED'
    | 'NAME_UPDATED'
    | 'PLATE_KEPT'
    | 'PLATE_REPLACED'
    | 'TRANSFERRED'
    | 'DEREGISTERED'
    | 'NO_ACTION'
    | 'CONFIRMED'
    | 'NOT_CONFIRMED';
}

/** RFC 9457 problem. `type` resolves to a page with cause and remedy. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly {
    /** RFC 6901 pointer into the body */
    readonly pointer: string;
    readonly code: string;
    readonly detail: string;
  }[];
  /** The decision row that records this refusal. */
  readonly lookupId?: string;
  readonly traceId?: string;
}

export interface Routes {
  /** Take over a vehicle that another office keeps, because its holder moved here */
  readonly 'POST /v1/vehicles/take-over': {
    readonly body: TakeOverVehicle;
    readonly answer: Receipt;
  };
  /** Register a vehicle */
  readonly 'POST /v1/vehicles': {
    readonly body: RegisterVehicle;
    readonly answer: Receipt;
  };
  /** List vehicles by record id */
  readonly 'GET /v1/vehicles': {
    readonly query?: {
      /** Id of the last record of the page before. */
      readonly after?: string;
      readonly limit?: number;
    };
    readonly answer: VehiclePage;
  };
  /** Find the vehicle that a plate or VIN names */
  readonly 'POST /v1/vehicles/search': {
    readonly body: SearchVehicles;
    readonly answer: VehiclePage;
  };
  /** Read a vehicle, now or at another point in time */
  readonly 'GET /v1/vehicles/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly query?: {
      /** The record as it held on this day. */
      readonly effectiveOn?: string;
      /** The record as it was known at this instant. */
      readonly recordedAt?: string;
    };
    readonly answer: VehicleRecord;
  };
  /** Read the history of a vehicle */
  readonly 'GET /v1/vehicles/{id}/history': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: readonly HistoryEntry[];
  };
  /** Record that a vehicle got a new holder */
  readonly 'POST /v1/vehicles/{id}/acts/transfer': {
    readonly path: {
      readonly id: string;
    };
    readonly body: TransferVehicle;
    readonly answer: Receipt;
  };
  /** Record where the holder lives or sits now, and close the case about it */
  readonly 'POST /v1/vehicles/{id}/acts/change-holder-address': {
    readonly path: {
      readonly id: string;
    };
    readonly body: ChangeHolderAddress;
    readonly answer: Receipt;
  };
  /** Record what the holder is called now, and close the case about it */
  readonly 'POST /v1/vehicles/{id}/acts/change-holder-name': {
    readonly path: {
      readonly id: string;
    };
    readonly body: ChangeHolderName;
    readonly answer: Receipt;
  };
  /** Record that a vehicle went out of use */
  readonly 'POST /v1/vehicles/{id}/acts/deregister': {
    readonly path: {
      readonly id: string;
    };
    readonly body: DeregisterVehicle;
    readonly answer: Receipt;
  };
  /** Who of other authorities asked for a record or a case of mine */
  readonly 'GET /v1/foreign-attempts': {
    readonly query?: {
      /** Id of the last record of the page before. */
      readonly after?: string;
      readonly limit?: number;
    };
    readonly answer: ForeignAttemptPage;
  };
  /** List cases, oldest first */
  readonly 'GET /v1/cases': {
    readonly query?: {
      /** Id of the last record of the page before. */
      readonly after?: string;
      readonly limit?: number;
      readonly state?: 'OPEN' | 'TAKEN' | 'CLOSED';
      readonly kind?:
        | 'HOLDER_ADDRESS_CHANGED'
        | 'HOLDER_NAME_CHANGED'
        | 'HOLDER_DECEASED'
        | 'HOLDER_SEAT_MOVED'
        | 'HOLDER_ORGANISATION_GONE'
        | 'VALUE_DOUBTED';
    };
    readonly answer: CasePage;
  };
  /** Read a case with who did what */
  readonly 'GET /v1/cases/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: CaseFile;
  };
  /** Take a case */
  readonly 'POST /v1/cases/{id}/take': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: CaseFile;
  };
  /** Ask where the holder lives now */
  readonly 'POST /v1/cases/{id}/address': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: AddressAnswer;
  };
  /** Close a case */
  readonly 'POST /v1/cases/{id}/close': {
    readonly path: {
      readonly id: string;
    };
    readonly body: CloseCase;
    readonly answer: CaseFile;
  };
}

export const vehicles: ServiceRoutes<Routes> = {
  name: 'vehicles',
  keyed: new Set<keyof Routes>([
    'POST /v1/vehicles/take-over',
    'POST /v1/vehicles',
    'POST /v1/vehicles/{id}/acts/transfer',
    'POST /v1/vehicles/{id}/acts/change-holder-address',
    'POST /v1/vehicles/{id}/acts/change-holder-name',
    'POST /v1/vehicles/{id}/acts/deregister',
  ]),
};
