import type { RegisterSection } from '#libs/identifiers';

export const companyStatuses = ['ACTIVE', 'IN_LIQUIDATION', 'INSOLVENT', 'DELETED', 'TRANSFORMED'] as const;
export type CompanyStatus = (typeof companyStatuses)[number];

export interface Seat {
  readonly place: string;
  readonly ags?: string | null;
}

export interface BusinessAddress {
  readonly street?: string | null;
  readonly houseNumber?: string | null;
  readonly poBox?: string | null;
  readonly postcode?: string | null;
  readonly place?: string | null;
  readonly addition?: string | null;
  readonly country?: string | null;
  /** The address as it was given, where its parts could not be told with certainty. */
  readonly asGiven?: string | null;
}

/** Entry in a court's register; number and section are unique only together with the court. */
export interface RegisterEntry {
  readonly courtCode: string;
  readonly court?: string | null;
  readonly section: RegisterSection;
  readonly number: number;
  /** Mark of a former court (HRV §13(2)). */
  readonly placeMark?: string | null;
  /** Court that once gave the number, where another keeps the entry now. */
  readonly formerCourtCode?: string | null;
}

export interface FormerEuid {
  readonly euid: string;
  /** Day on which the following EUID took effect; absent where it is not known. */
  readonly until?: string | null;
}

/** EUID under which the company goes on at another court. */
export interface Successor {
  readonly euid: string;
  readonly since?: string | null;
}

/** Alone, or together with one other officer who has the same entry. Where all have to act together, neither is entered. */
export const representations = ['ALONE', 'JOINTLY'] as const;

export interface Representative {
  readonly familyName: string;
  readonly givenNames: string;
  readonly birthDate?: string | null;
  readonly residencePlace?: string | null;
  readonly role?: string | null;
  readonly signingRule?: string | null;
  /** What the free texts say, where it is certain. */
  readonly representation?: (typeof representations)[number] | null;
}

export interface LimitedPartner {
  readonly name: string;
  /** Amount with its currency, as the register states it. */
  readonly liability?: string | null;
}

export interface StatusEvent {
  readonly status: CompanyStatus;
  readonly on: string;
}

/** Numbered entry of the register sheet; append-only (HRV §12). */
export interface SheetEntry {
  readonly sequence: number;
  readonly enteredOn: string;
}

/** Where the values come from. */
export interface Source {
  readonly register: string;
  readonly reportedOn: string;
}
