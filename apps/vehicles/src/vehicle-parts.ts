/** Kinds of plates (FZV §9–§12). */
export const plateKinds = ['NORMAL', 'SEASONAL', 'VINTAGE', 'ELECTRIC', 'GREEN', 'INTERCHANGEABLE'] as const;
export type PlateKind = (typeof plateKinds)[number];

export const genders = ['m', 'w', 'd', 'x'] as const;
export type Gender = (typeof genders)[number];

export interface HolderAddress {
  readonly ags?: string | null;
  readonly postcode: string;
  readonly place: string;
  /** Absent where the place has no street names. */
  readonly street?: string | null;
  /** Absent where the house has none. */
  readonly houseNumber?: string | null;
  readonly houseNumberLetter?: string | null;
  readonly houseNumberPart?: string | null;
  readonly addition?: string | null;
  /** Where it is not Germany. */
  readonly country?: string | null;
}

export interface PersonHolder {
  readonly kind: 'PERSON';
  /** Internal: says whose vehicle it is; in no evidence type by default. */
  readonly idnr?: string | null;
  readonly familyName: string;
  readonly birthName?: string | null;
  readonly givenNames: string;
  readonly artistName?: string | null;
  /** Partial date. */
  readonly birthDate?: string | null;
  readonly birthPlace?: string | null;
  readonly gender?: Gender | null;
  readonly address: HolderAddress;
}

export interface OrganisationHolder {
  readonly kind: 'ORGANISATION';
  readonly name: string;
  readonly euid?: string | null;
  readonly representative?: string | null;
  readonly address: HolderAddress;
}

/** Holder of a vehicle (StVG §33(1) no. 2). The IDNr stands in the central register alone (IDNrG §2 no. 1, annex no. 15). */
export type Holder = PersonHolder | OrganisationHolder;

export type FormerHolder = Holder & {
  /** Day on which the next holder's registration took effect. */
  readonly heldUntil: string;
};

export interface Insurance {
  readonly insurerName: string;
  readonly policyNumber?: string | null;
  readonly confirmationNumber?: string | null;
  readonly startsOn: string;
  readonly endedOn?: string | null;
  readonly lapseReportedOn?: string | null;
}

/** Transmission lock (StVG §41): in the public interest, or on application of the holder. */
export interface TransmissionLock {
  readonly ground: 'PUBLIC_INTEREST' | 'APPLICATION';
  readonly since: string;
  /** Last day; absent while unlimited. On application two years after the first, or later (StVG §41(2)). */
  readonly until?: string | null;
}
