/** Made by `npm run generate` from the API description of residents; a change by hand is refused. */
import type { ServiceRoutes } from '../routes.ts';

export interface NameChange {
  /** Day from which the names hold. */
  readonly effectiveDate: string;
  /** Authority. */
  readonly authority?: string | null;
  /** File reference of that authority. */
  readonly fileReference?: string | null;
}

export interface Address {
  readonly postcode: string;
  /** Place (DSMeld 1203). */
  readonly place: string;
  /** Street (DSMeld 1205); absent only where the place has no street names. */
  readonly street?: string | null;
  /** House number, without letter and fraction (DSMeld 1206); absent only where the house has none. */
  readonly houseNumber?: string | null;
  /** Letter of the house number (DSMeld 1208). */
  readonly houseNumberLetter?: string | null;
  /** Fraction of the house number (DSMeld 1209). */
  readonly houseNumberPart?: string | null;
  /** Addition, e.g. floor or part of the building (DSMeld 1210). */
  readonly addition?: string | null;
  /** Municipality key (AGS): of a current home the key of today, of a former one the key of its time. */
  readonly ags: string;
  /** Kind of residence, BMG §21 (DSMeld 1213). */
  readonly residenceType: 'SOLE' | 'MAIN' | 'SECONDARY';
  /** Day of the last change of the kind of residence (DSMeld 1301a). */
  readonly residenceTypeSince?: string | null;
  /** Day of moving in (DSMeld 1301). Unknown parts are zeros. */
  readonly movedInOn: string;
  /** Day of moving out (DSMeld 1306); absent while current. */
  readonly movedOutOn?: string | null;
}

export interface FormerHome {
  /** Municipality key (AGS) of today. */
  readonly ags: string;
  readonly postcode?: string;
  /** Place. */
  readonly place?: string | null;
  /** Street. */
  readonly street?: string | null;
  /** House number, without letter and fraction. */
  readonly houseNumber?: string | null;
  /** Letter of the house number. */
  readonly houseNumberLetter?: string | null;
  /** Fraction of the house number. */
  readonly houseNumberPart?: string | null;
  /** Addition. */
  readonly addition?: string | null;
}

export interface PostalAddress {
  readonly postcode: string;
  /** Place (DSMeld 1203). */
  readonly place: string;
  /** Street (DSMeld 1205); absent only where the place has no street names. */
  readonly street?: string | null;
  /** House number, without letter and fraction (DSMeld 1206); absent only where the house has none. */
  readonly houseNumber?: string | null;
  /** Letter of the house number (DSMeld 1208). */
  readonly houseNumberLetter?: string | null;
  /** Fraction of the house number (DSMeld 1209). */
  readonly houseNumberPart?: string | null;
  /** Addition, e.g. floor or part of the building (DSMeld 1210). */
  readonly addition?: string | null;
  /** Municipality key (AGS) of Lower Saxony. */
  readonly ags: string;
}

export interface RelatedPerson {
  /** Family name. */
  readonly familyName: string;
  /** Birth name. */
  readonly birthName?: string | null;
  /** Given names. */
  readonly givenNames: string;
  /** Date of birth. */
  readonly birthDate?: string | null;
  /** Gender; x = no entry. */
  readonly gender?: 'm' | 'w' | 'd' | 'x' | null;
  /** Address. */
  readonly address?: PostalAddress | null;
  /** Date of death. */
  readonly deathDate?: string | null;
  /** Lock of that person, BMG §51 or §52. */
  readonly lock?: 'INFORMATION' | 'CONDITIONAL' | null;
}

export interface IdentityDocument {
  /** Kind of document. */
  readonly kind: 'IDENTITY_CARD' | 'PASSPORT' | 'EID_CARD';
  /** Issuing authority. */
  readonly issuer: string;
  /** Day of issue. */
  readonly issuedOn: string;
  /** Last day of validity. */
  readonly validUntil: string;
  /** Serial number. */
  readonly serialNumber: string;
}

export interface Lock {
  /** INFORMATION §51, CONDITIONAL §52, TRANSMISSION §42 and §50(5) BMG; CIVIL_STATUS PStG §63(1), (2). */
  readonly kind: 'INFORMATION' | 'CONDITIONAL' | 'CIVIL_STATUS' | 'TRANSMISSION';
  /** First day. */
  readonly since: string;
  /** Last day; an INFORMATION lock ends two years after its first day (§51(4)). */
  readonly until?: string | null;
  /** DSMeld key 11; §34(5). */
  readonly initiatedBySecurityAuthority?: boolean;
}

export interface RegisterResident {
  /** Why the act is done: the filing, notice or provision it rests on. */
  readonly ground: string;
  /** Day from which the act holds, not after today (Europe/Berlin). */
  readonly effectiveOn: string;
  /** Identification number (AO §139b), eleven digits. */
  readonly idnr: string;
  /** Family name (DSMeld 0101a); + where a person rightly has none. */
  readonly familyName: string;
  /** Married name (0103a). */
  readonly marriedName?: string | null;
  /** Partnership name (0105a). */
  readonly partnershipName?: string | null;
  /** Birth name (0201a). */
  readonly birthName?: string | null;
  /** Former family names (0203a). */
  readonly formerFamilyNames?: readonly string[];
  /** Given names, separated by blanks (0301). */
  readonly givenNames: string;
  /** Call name: one of the given names (0302). */
  readonly callName?: string | null;
  /** Former given names (0303). */
  readonly formerGivenNames?: readonly string[];
  /** Legal act of the last name change. */
  readonly nameChange?: NameChange | null;
  /** Doctoral degree (0401). */
  readonly doctoralDegree?: string | null;
  /** Religious name (0501). */
  readonly religiousName?: string | null;
  /** Artist name (0502). */
  readonly artistName?: string | null;
  /** Date of birth (0601). Unknown parts are zeros. */
  readonly birthDate: string;
  /** Place of birth (0602). */
  readonly birthPlace?: string | null;
  /** State of birth (0603), Destatis key. */
  readonly birthCountry?: string | null;
  /** Gender (0701); x = no entry. */
  readonly gender: 'm' | 'w' | 'd' | 'x';
  /** Nationalities (1001), Destatis keys. */
  readonly nationalities?: readonly string[];
  /** Addresses (1201–1306); exactly one current MAIN or SOLE home. */
  readonly addresses: readonly Address[];
  /** Main home of before in another municipality, whose authority then gives its feedback (BMG §33). Absent for whoever comes from abroad or was born here. */
  readonly formerHome?: FormerHome | null;
  /** State arrived from (1223). */
  readonly arrivedFromCountry?: string | null;
  /** Address abroad (1232, 1233). */
  readonly abroadAddress?: string | null;
  /** Marital status (1401, DSMeld list v2). */
  readonly maritalStatus?: 'LD' | 'VH' | 'VW' | 'GS' | 'EA' | 'LP' | 'LV' | 'LA' | 'LE' | 'NB' | null;
  /** Marital status since (1402). */
  readonly maritalStatusSince?: string | null;
  /** Marital status ended on (1406). */
  readonly maritalStatusEndedOn?: string | null;
  /** Place of marriage (1408). */
  readonly marriagePlace?: string | null;
  /** Spouse or partner (1501a–1532). */
  readonly spouse?: RelatedPerson | null;
  /** Minor children (1601a–1607). */
  readonly minorChildren?: readonly RelatedPerson[];
  /** Legal representatives (0902a–0919). */
  readonly legalRepresentatives?: readonly RelatedPerson[];
  /** Identity documents (1700–1717). */
  readonly identityDocuments?: readonly IdentityDocument[];
  /** Locks (1801–1802). Never disclosed. */
  readonly locks?: readonly Lock[];
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

export interface ResidentRecord {
  /** Identification number (AO §139b), eleven digits. */
  readonly idnr: string;
  /** Family name (DSMeld 0101a); + where a person rightly has none. */
  readonly familyName: string;
  /** Married name (0103a). */
  readonly marriedName?: string | null;
  /** Partnership name (0105a). */
  readonly partnershipName?: string | null;
  /** Birth name (0201a). */
  readonly birthName?: string | null;
  /** Former family names (0203a). */
  readonly formerFamilyNames?: readonly string[];
  /** Given names, separated by blanks (0301). */
  readonly givenNames: string;
  /** Call name: one of the given names (0302). */
  readonly callName?: string | null;
  /** Former given names (0303). */
  readonly formerGivenNames?: readonly string[];
  /** Legal act of the last name change. */
  readonly nameChange?: NameChange | null;
  /** Doctoral degree (0401). */
  readonly doctoralDegree?: string | null;
  /** Religious name (0501). */
  readonly religiousName?: string | null;
  /** Artist name (0502). */
  readonly artistName?: string | null;
  /** Date of birth (0601). Unknown parts are zeros. */
  readonly birthDate: string;
  /** Place of birth (0602). */
  readonly birthPlace?: string | null;
  /** State of birth (0603), Destatis key. */
  readonly birthCountry?: string | null;
  /** Gender (0701); x = no entry. */
  readonly gender: 'm' | 'w' | 'd' | 'x';
  /** Nationalities (1001), Destatis keys. */
  readonly nationalities?: readonly string[];
  /** Addresses (1201–1306); exactly one current MAIN or SOLE home. */
  readonly addresses: readonly Address[];
  /** Main home of before in another municipality, whose authority then gives its feedback (BMG §33). Absent for whoever comes from abroad or was born here. */
  readonly formerHome?: FormerHome | null;
  /** State arrived from (1223). */
  readonly arrivedFromCountry?: string | null;
  /** Address abroad (1232, 1233). */
  readonly abroadAddress?: string | null;
  /** Marital status (1401, DSMeld list v2). */
  readonly maritalStatus?: 'LD' | 'VH' | 'VW' | 'GS' | 'EA' | 'LP' | 'LV' | 'LA' | 'LE' | 'NB' | null;
  /** Marital status since (1402). */
  readonly maritalStatusSince?: string | null;
  /** Marital status ended on (1406). */
  readonly maritalStatusEndedOn?: string | null;
  /** Place of marriage (1408). */
  readonly marriagePlace?: string | null;
  /** Spouse or partner (1501a–1532). */
  readonly spouse?: RelatedPerson | null;
  /** Minor children (1601a–1607). */
  readonly minorChildren?: readonly RelatedPerson[];
  /** Legal representatives (0902a–0919). */
  readonly legalRepresentatives?: readonly RelatedPerson[];
  /** Identity documents (1700–1717). */
  readonly identityDocuments?: readonly IdentityDocument[];
  /** Locks (1801–1802). Never disclosed. */
  readonly locks?: readonly Lock[];
  readonly id: string;
  readonly version: number;
  /** The latest day from which one of its acts holds. */
  readonly effectiveOn: string;
  /** When the latest act was recorded. */
  readonly recordedAt: string;
  /** Follows from the locks. */
  readonly informationLockedUntil?: string | null;
  /** Follows from the locks. */
  readonly conditionalLock: boolean;
  /** Follows from the locks. */
  readonly formerNamesSealed: boolean;
  /** Authority whose feedback is awaited (BMG §33); until then others are answered as if locked. */
  readonly feedbackFrom?: string | null;
  /** Day on which the home here ended, because another authority registered the person. */
  readonly closedOn?: string | null;
  /** The other authority. */
  readonly movedTo?: string | null;
  readonly deathDate?: string | null;
  readonly deathPlace?: string | null;
  readonly deathCountry?: string | null;
}

export interface ResidentPage {
  readonly records: readonly ResidentRecord[];
  /** `after` of the next page; absent on the last one. */
  readonly next?: string;
}

export interface SearchResidents {
  /** Identification number. */
  readonly idnr: string;
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

export interface MoveResident {
  /** Why the act is done: the filing, notice or provision it rests on. */
  readonly ground: string;
  /** Day from which the act holds, not after today (Europe/Berlin). */
  readonly effectiveOn: string;
  /** The version the officer was looking at; another version is refused (record-changed-meanwhile). */
  readonly expectedVersion: number;
  /** The new address. */
  readonly address: PostalAddress;
}

export interface ReturnResident {
  /** Why the act is done: the filing, notice or provision it rests on. */
  readonly ground: string;
  /** Day from which the act holds, not after today (Europe/Berlin). */
  readonly effectiveOn: string;
  /** The version the officer was looking at; another version is refused (record-changed-meanwhile). */
  readonly expectedVersion: number;
  /** The new address. */
  readonly address: PostalAddress;
  /** Main home of before; absent for whoever comes from abroad. */
  readonly formerHome?: FormerHome | null;
}

export interface ChangeName {
  /** Why the act is done: the filing, notice or provision it rests on. */
  readonly ground: string;
  /** Day from which the act holds, not after today (Europe/Berlin). */
  readonly effectiveOn: string;
  /** The version the officer was looking at; another version is refused (record-changed-meanwhile). */
  readonly expectedVersion: number;
  /** Family name. */
  readonly familyName?: string;
  /** Married name. */
  readonly marriedName?: string | null;
  /** Partnership name. */
  readonly partnershipName?: string | null;
  /** All given names, separated by blanks. */
  readonly givenNames?: string;
  /** Call name: one of the given names. */
  readonly callName?: string | null;
  /** Authority behind the legal act. */
  readonly authority?: string | null;
  /** File reference of that authority. */
  readonly fileReference?: string | null;
}

export interface RecordDeath {
  /** Why the act is done: the filing, notice or provision it rests on. */
  readonly ground: string;
  /** Day from which the act holds, not after today (Europe/Berlin). */
  readonly effectiveOn: string;
  /** The version the officer was looking at; another version is refused (record-changed-meanwhile). */
  readonly expectedVersion: number;
  /** Date of death (DSMeld 1901). Unknown parts are zeros. */
  readonly deathDate: string;
  /** Place of death (1904). */
  readonly deathPlace?: string | null;
  /** State of death (1905). */
  readonly deathCountry?: string | null;
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

export interface Case {
  readonly id: string;
  /** FORMER_RESIDENT: another authority has registered the resident. PROTECTED_FEEDBACK: the former authority has sent locks. FEEDBACK_OVERDUE: it has sent nothing in three working days. VALUE_DOUBTED: the person says that what was told is wrong. REPRESENTATION_DOUBTED: who represents the child two records say differently. */
  readonly kind:
    | 'FORMER_RESIDENT'
    | 'PROTECTED_FEEDBACK'
    | 'FEEDBACK_OVERDUE'
    | 'VALUE_DOUBTED'
    | 'REPRESENTATION_DOUBTED';
  readonly state: 'OPEN' | 'TAKEN' | 'CLOSED';
  /** Day from which the registration holds. */
  readonly effectiveOn: string;
  /** When the registration was recorded. */
  readonly reportedAt: string;
  readonly openedAt: string;
  /** Officer who works on it (`sub` of the token). */
  readonly takenBy?: string;
  readonly takenAt?: string;
  readonly outcome?:
    'MOVED_AWAY' | 'STAYS' | 'LOCKS_HOLD' | 'RELEASED' | 'CONFIRMED' | 'NOT_CONFIRMED' | 'OBSOLETE';
  /** Absent where the register closed it. */
  readonly closedBy?: string;
  readonly closedAt?: string;
  /** VALUE_DOUBTED: what the person says. Erased with the end of the case. */
  readonly words?: string;
  /** VALUE_DOUBTED: paths of the fields that were told. */
  readonly fields?: readonly string[];
  /** Record of the resident, GET /v1/residents/{id}. */
  readonly residentId: string;
  /** The other authority of the move. */
  readonly otherAuthority?: string;
}

export interface CasePage {
  readonly cases: readonly Case[];
  /** `after` of the next page; absent on the last one. */
  readonly next?: string;
}

export interface CaseAct {
  readonly act: 'OPENED' | 'TAKEN' | 'CLOSED';
  readonly at: string;
  /** Who acted (`sub` of the token); absent where the register itself did. */
  readonly officer?: string;
  /** Issuer that knows the officer. */
  readonly issuer?: string;
  /** Client by which the officer acted. */
  readonly client?: string;
}

export interface CaseFile {
  readonly id: string;
  /** FORMER_RESIDENT: another authority has registered the resident. PROTECTED_FEEDBACK: the former authority has sent locks. FEEDBACK_OVERDUE: it has sent nothing in three working days. VALUE_DOUBTED: the person says that what was told is wrong. REPRESENTATION_DOUBTED: who represents the child two records say differently. */
  readonly kind:
    | 'FORMER_RESIDENT'
    | 'PROTECTED_FEEDBACK'
    | 'FEEDBACK_OVERDUE'
    | 'VALUE_DOUBTED'
    | 'REPRESENTATION_DOUBTED';
  readonly state: 'OPEN' | 'TAKEN' | 'CLOSED';
  /** Day from which the registration holds. */
  readonly effectiveOn: string;
  /** When the registration was recorded. */
  readonly reportedAt: string;
  readonly openedAt: string;
  /** Officer who works on it (`sub` of the token). */
  readonly takenBy?: string;
  readonly takenAt?: string;
  readonly outcome?:
    'MOVED_AWAY' | 'STAYS' | 'LOCKS_HOLD' | 'RELEASED' | 'CONFIRMED' | 'NOT_CONFIRMED' | 'OBSOLETE';
  /** Absent where the register closed it. */
  readonly closedBy?: string;
  readonly closedAt?: string;
  /** VALUE_DOUBTED: what the person says. Erased with the end of the case. */
  readonly words?: string;
  /** VALUE_DOUBTED: paths of the fields that were told. */
  readonly fields?: readonly string[];
  /** Record of the resident, GET /v1/residents/{id}. */
  readonly residentId: string;
  /** The other authority of the move. */
  readonly otherAuthority?: string;
  /** Who did what, in order. */
  readonly acts: readonly CaseAct[];
}

export interface CloseCase {
  /** Why the act is done: the filing, notice or provision it rests on. */
  readonly ground: string;
  /** FORMER_RESIDENT: MOVED_AWAY closes the record and sends the feedback, STAYS changes nothing. PROTECTED_FEEDBACK: LOCKS_HOLD ends the wait; the locks stay. FEEDBACK_OVERDUE: RELEASED ends the wait. VALUE_DOUBTED: CONFIRMED or NOT_CONFIRMED, which the person sees; a correction is an act of its own. REPRESENTATION_DOUBTED: CONFIRMED, the person represents the child, or NOT_CONFIRMED. */
  readonly outcome: 'MOVED_AWAY' | 'STAYS' | 'LOCKS_HOLD' | 'RELEASED' | 'CONFIRMED' | 'NOT_CONFIRMED';
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
  /** Register a resident */
  readonly 'POST /v1/residents': {
    readonly body: RegisterResident;
    readonly answer: Receipt;
  };
  /** List residents by record id */
  readonly 'GET /v1/residents': {
    readonly query?: {
      /** Id of the last record of the page before. */
      readonly after?: string;
      readonly limit?: number;
    };
    readonly answer: ResidentPage;
  };
  /** Find a resident by identification number */
  readonly 'POST /v1/residents/search': {
    readonly body: SearchResidents;
    readonly answer: ResidentPage;
  };
  /** Read a resident, now or at another point in time */
  readonly 'GET /v1/residents/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly query?: {
      /** The record as it held on this day. */
      readonly effectiveOn?: string;
      /** The record as it was known at this instant. */
      readonly recordedAt?: string;
    };
    readonly answer: ResidentRecord;
  };
  /** Read the history of a resident */
  readonly 'GET /v1/residents/{id}/history': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: readonly HistoryEntry[];
  };
  /** Record that a resident moved */
  readonly 'POST /v1/residents/{id}/acts/move': {
    readonly path: {
      readonly id: string;
    };
    readonly body: MoveResident;
    readonly answer: Receipt;
  };
  /** Register a resident again who had moved away */
  readonly 'POST /v1/residents/{id}/acts/return': {
    readonly path: {
      readonly id: string;
    };
    readonly body: ReturnResident;
    readonly answer: Receipt;
  };
  /** Record a change of names */
  readonly 'POST /v1/residents/{id}/acts/change-name': {
    readonly path: {
      readonly id: string;
    };
    readonly body: ChangeName;
    readonly answer: Receipt;
  };
  /** Record a death */
  readonly 'POST /v1/residents/{id}/acts/record-death': {
    readonly path: {
      readonly id: string;
    };
    readonly body: RecordDeath;
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
        | 'FORMER_RESIDENT'
        | 'PROTECTED_FEEDBACK'
        | 'FEEDBACK_OVERDUE'
        | 'VALUE_DOUBTED'
        | 'REPRESENTATION_DOUBTED';
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
  /** Decide a case */
  readonly 'POST /v1/cases/{id}/close': {
    readonly path: {
      readonly id: string;
    };
    readonly body: CloseCase;
    readonly answer: CaseFile;
  };
}

export const residents: ServiceRoutes<Routes> = {
  name: 'residents',
  keyed: new Set<keyof Routes>([
    'POST /v1/residents',
    'POST /v1/residents/{id}/acts/move',
    'POST /v1/residents/{id}/acts/return',
    'POST /v1/residents/{id}/acts/change-name',
    'POST /v1/residents/{id}/acts/record-death',
  ]),
};
