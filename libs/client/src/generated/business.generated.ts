/** Made by `npm run generate` from the API description of business; a change by hand is refused. */
import type { ServiceRoutes } from '../routes.ts';

export interface Case {
  readonly id: string;
  /** A person says that what was told is wrong. */
  readonly kind: 'VALUE_DOUBTED';
  readonly state: 'OPEN' | 'TAKEN' | 'CLOSED';
  /** Day of the report. */
  readonly effectiveOn: string;
  /** When the report came. */
  readonly reportedAt: string;
  readonly openedAt: string;
  /** Officer who works on it (`sub` of the token). */
  readonly takenBy?: string;
  readonly takenAt?: string;
  readonly outcome?: 'CONFIRMED' | 'NOT_CONFIRMED';
  /** Officer who closed it (`sub` of the token). */
  readonly closedBy?: string;
  readonly closedAt?: string;
  /** VALUE_DOUBTED: what the person says. Erased with the end of the case. */
  readonly words?: string;
  /** VALUE_DOUBTED: paths of the fields that were told. */
  readonly fields?: readonly string[];
  /** Record of the company, GET /v1/companies/{id}. */
  readonly companyId: string;
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
  /** A person says that what was told is wrong. */
  readonly kind: 'VALUE_DOUBTED';
  readonly state: 'OPEN' | 'TAKEN' | 'CLOSED';
  /** Day of the report. */
  readonly effectiveOn: string;
  /** When the report came. */
  readonly reportedAt: string;
  readonly openedAt: string;
  /** Officer who works on it (`sub` of the token). */
  readonly takenBy?: string;
  readonly takenAt?: string;
  readonly outcome?: 'CONFIRMED' | 'NOT_CONFIRMED';
  /** Officer who closed it (`sub` of the token). */
  readonly closedBy?: string;
  readonly closedAt?: string;
  /** VALUE_DOUBTED: what the person says. Erased with the end of the case. */
  readonly words?: string;
  /** VALUE_DOUBTED: paths of the fields that were told. */
  readonly fields?: readonly string[];
  /** Record of the company, GET /v1/companies/{id}. */
  readonly companyId: string;
  /** Who did what, in order. */
  readonly acts: readonly CaseAct[];
}

export interface CloseCase {
  /** Whether it was wrong, which the person sees; a correction is an act of its own. */
  readonly outcome: 'CONFIRMED' | 'NOT_CONFIRMED';
}

export interface RegisterEntry {
  /** Code of the register court. */
  readonly courtCode: string;
  /** Name of the court; known for Lower Saxony. */
  readonly court?: string | null;
  /** Section, number and place mark. */
  readonly registerNumber: string;
  /** Code of the court that gave the number, where another keeps the entry now. */
  readonly formerCourtCode?: string | null;
}

export interface FormerEuid {
  readonly euid: string;
  /** Day on which the following EUID took effect. */
  readonly until?: string | null;
}

export interface Successor {
  readonly euid: string;
  /** Day from which the company goes on under it. */
  readonly since?: string | null;
}

export interface Seat {
  /** Place of the seat. */
  readonly place: string;
  /** Municipality key (AGS). */
  readonly ags?: string | null;
}

export interface BusinessAddress {
  /** Street. */
  readonly street?: string | null;
  /** House number, with letter or range. */
  readonly houseNumber?: string | null;
  /** PO box, instead of street and house number. */
  readonly poBox?: string | null;
  readonly postcode?: string | null;
  /** Place. */
  readonly place?: string | null;
  /** Addition, e.g. c/o. */
  readonly addition?: string | null;
  /** Country, where it is not Germany. */
  readonly country?: string | null;
  /** The address as given, where its parts are not certain. */
  readonly asGiven?: string | null;
}

export interface Representative {
  /** Family name. */
  readonly familyName: string;
  /** Given names. */
  readonly givenNames: string;
  /** Date of birth. */
  readonly birthDate?: string | null;
  /** Place of residence. */
  readonly residencePlace?: string | null;
  /** Role. */
  readonly role?: string | null;
  /** How the person may represent. */
  readonly signingRule?: string | null;
  /** Whether the person represents the company alone, or with one other officer. Absent where neither is certain. */
  readonly representation?: 'ALONE' | 'JOINTLY' | null;
}

export interface LimitedPartner {
  /** Name. */
  readonly name: string;
  /** Amount of liability with its currency. */
  readonly liability?: string | null;
}

export interface StatusEvent {
  /** Status. */
  readonly status: 'ACTIVE' | 'IN_LIQUIDATION' | 'INSOLVENT' | 'DELETED' | 'TRANSFORMED';
  /** Day from which it holds. */
  readonly on: string;
}

export interface SheetEntry {
  readonly sequence: number;
  /** Day of the entry. */
  readonly enteredOn: string;
}

export interface Source {
  /** Register or data set. */
  readonly register: string;
  /** Day of the report. */
  readonly reportedOn: string;
}

export interface RegisterCompany {
  /** Why the act is done: the filing, notice or provision it rests on. */
  readonly ground: string;
  /** Day from which the act holds, not after today (Europe/Berlin). */
  readonly effectiveOn: string;
  /** Entry in the register; the EUID follows from it. */
  readonly register: RegisterEntry;
  /** Former EUIDs. */
  readonly formerEuids?: readonly FormerEuid[];
  /** EUID under which the company goes on. */
  readonly successor?: Successor | null;
  /** W-IdNr. */
  readonly widnr?: string | null;
  /** LEI. */
  readonly lei?: string | null;
  /** Name in the register. */
  readonly legalName: string;
  /** Previous names. */
  readonly previousNames?: readonly string[];
  /** Name in administration. */
  readonly administrativeName?: string | null;
  /** FIM key of the legal form. */
  readonly legalForm?: string | null;
  /** Seat. */
  readonly seat: Seat;
  /** Business address. */
  readonly businessAddress?: BusinessAddress | null;
  /** Address for administration. */
  readonly administrativeAddress?: BusinessAddress | null;
  /** Main activity: WZ code. */
  readonly mainActivity?: string | null;
  /** Number at the accident insurance. */
  readonly accidentInsuranceNumber?: string | null;
  /** Establishment numbers, eight digits. */
  readonly establishmentNumbers?: readonly string[];
  /** Rule of representation. */
  readonly representationRule?: string | null;
  /** Officers. */
  readonly officers?: readonly Representative[];
  /** Holders of procuration. */
  readonly proxies?: readonly Representative[];
  /** Purpose. */
  readonly purpose?: string | null;
  /** Capital with its currency. */
  readonly capital?: string | null;
  /** Date of the articles. */
  readonly articlesDate?: string | null;
  /** Limited partners. */
  readonly limitedPartners?: readonly LimitedPartner[];
  /** Status. */
  readonly status: 'ACTIVE' | 'IN_LIQUIDATION' | 'INSOLVENT' | 'DELETED' | 'TRANSFORMED';
  /** Changes of status. */
  readonly statusEvents?: readonly StatusEvent[];
  /** Entries on the register sheet. */
  readonly entries?: readonly SheetEntry[];
  /** Day on which the company ended. */
  readonly endedOn?: string | null;
  /** Where the values come from. */
  readonly source?: Source | null;
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

export interface RegisterEntryView {
  readonly courtCode: string;
  readonly court?: string | null;
  readonly section: 'HRA' | 'HRB' | 'GnR' | 'GsR' | 'PR' | 'VR';
  readonly number: number;
  readonly placeMark?: string | null;
  readonly formerCourtCode?: string | null;
}

export interface CompanyRecord {
  /** Former EUIDs. */
  readonly formerEuids?: readonly FormerEuid[];
  /** EUID under which the company goes on. */
  readonly successor?: Successor | null;
  /** W-IdNr. */
  readonly widnr?: string | null;
  /** LEI. */
  readonly lei?: string | null;
  /** Name in the register. */
  readonly legalName: string;
  /** Previous names. */
  readonly previousNames?: readonly string[];
  /** Name in administration. */
  readonly administrativeName?: string | null;
  /** FIM key of the legal form. */
  readonly legalForm?: string | null;
  /** Seat. */
  readonly seat: Seat;
  /** Business address. */
  readonly businessAddress?: BusinessAddress | null;
  /** Address for administration. */
  readonly administrativeAddress?: BusinessAddress | null;
  /** Main activity: WZ code. */
  readonly mainActivity?: string | null;
  /** Number at the accident insurance. */
  readonly accidentInsuranceNumber?: string | null;
  /** Establishment numbers, eight digits. */
  readonly establishmentNumbers?: readonly string[];
  /** Rule of representation. */
  readonly representationRule?: string | null;
  /** Officers. */
  readonly officers?: readonly Representative[];
  /** Holders of procuration. */
  readonly proxies?: readonly Representative[];
  /** Purpose. */
  readonly purpose?: string | null;
  /** Capital with its currency. */
  readonly capital?: string | null;
  /** Date of the articles. */
  readonly articlesDate?: string | null;
  /** Limited partners. */
  readonly limitedPartners?: readonly LimitedPartner[];
  /** Changes of status. */
  readonly statusEvents?: readonly StatusEvent[];
  /** Entries on the register sheet. */
  readonly entries?: readonly SheetEntry[];
  /** Day on which the company ended. */
  readonly endedOn?: string | null;
  /** Where the values come from. */
  readonly source?: Source | null;
  readonly id: string;
  readonly version: number;
  /** The latest day from which one of its acts holds. */
  readonly effectiveOn: string;
  /** When the latest act was recorded. */
  readonly recordedAt: string;
  /** EUID at registration. */
  readonly firstEuid: string;
  /** Current EUID. */
  readonly euid: string;
  readonly register: RegisterEntryView;
  readonly status: 'ACTIVE' | 'IN_LIQUIDATION' | 'INSOLVENT' | 'DELETED' | 'TRANSFORMED';
}

export interface CompanyPage {
  readonly records: readonly CompanyRecord[];
  /** `after` of the next page; absent on the last one. */
  readonly next?: string;
}

export interface SearchCompanies {
  /** EUID, the current one. */
  readonly euid?: string;
  /** W-IdNr. */
  readonly widnr?: string;
  /** LEI. */
  readonly lei?: string;
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

export interface MoveSeat {
  /** Why the act is done: the filing, notice or provision it rests on. */
  readonly ground: string;
  /** Day from which the act holds, not after today (Europe/Berlin). */
  readonly effectiveOn: string;
  /** The version the officer was looking at; another version is refused (record-changed-meanwhile). */
  readonly expectedVersion: number;
  /** The new seat. */
  readonly seat: Seat;
  /** Entry at the court of the new seat; the same one where the court stays. */
  readonly register: RegisterEntry;
  /** New business address; absent where it stays. */
  readonly businessAddress?: BusinessAddress | null;
}

export interface DeleteCompany {
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
  /** List cases, oldest first */
  readonly 'GET /v1/cases': {
    readonly query?: {
      /** Id of the last record of the page before. */
      readonly after?: string;
      readonly limit?: number;
      readonly state?: 'OPEN' | 'TAKEN' | 'CLOSED';
      readonly kind?: 'VALUE_DOUBTED';
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
  /** Close a case */
  readonly 'POST /v1/cases/{id}/close': {
    readonly path: {
      readonly id: string;
    };
    readonly body: CloseCase;
    readonly answer: CaseFile;
  };
  /** Register a company */
  readonly 'POST /v1/companies': {
    readonly body: RegisterCompany;
    readonly answer: Receipt;
  };
  /** List companies by record id */
  readonly 'GET /v1/companies': {
    readonly query?: {
      /** Id of the last record of the page before. */
      readonly after?: string;
      readonly limit?: number;
    };
    readonly answer: CompanyPage;
  };
  /** Find companies by EUID, W-IdNr or LEI */
  readonly 'POST /v1/companies/search': {
    readonly body: SearchCompanies;
    readonly answer: CompanyPage;
  };
  /** Read a company, now or at another point in time */
  readonly 'GET /v1/companies/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly query?: {
      /** The record as it held on this day. */
      readonly effectiveOn?: string;
      /** The record as it was known at this instant. */
      readonly recordedAt?: string;
    };
    readonly answer: CompanyRecord;
  };
  /** Read the history of a company */
  readonly 'GET /v1/companies/{id}/history': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: readonly HistoryEntry[];
  };
  /** Record that a company moved its seat */
  readonly 'POST /v1/companies/{id}/acts/move-seat': {
    readonly path: {
      readonly id: string;
    };
    readonly body: MoveSeat;
    readonly answer: Receipt;
  };
  /** Record that a company was deleted from the register */
  readonly 'POST /v1/companies/{id}/acts/delete': {
    readonly path: {
      readonly id: string;
    };
    readonly body: DeleteCompany;
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
}

export const business: ServiceRoutes<Routes> = {
  name: 'business',
  keyed: new Set<keyof Routes>([
    'POST /v1/companies',
    'POST /v1/companies/{id}/acts/move-seat',
    'POST /v1/companies/{id}/acts/delete',
  ]),
};
