/** Kind of residence, BMG §21: one main or sole home, any number of secondary ones. */
export const residenceTypes = ['SOLE', 'MAIN', 'SECONDARY'] as const;
export type ResidenceType = (typeof residenceTypes)[number];

/** DSMeld 1201–1212. */
export interface PostalAddress {
  readonly ags: string;
  readonly postcode: string;
  readonly place: string;
  /** Absent where the place has no street names. */
  readonly street?: string | null;
  /** A house number has three parts: number, letter, fraction. Absent where the house has none. */
  readonly houseNumber?: string | null;
  readonly houseNumberLetter?: string | null;
  readonly houseNumberPart?: string | null;
  readonly addition?: string | null;
}

/** An address with what the residents register says about living there (DSMeld 1213, 1301, 1306); partial dates. */
export interface Address extends PostalAddress {
  readonly residenceType: ResidenceType;
  readonly residenceTypeSince?: string | null;
  readonly movedInOn: string;
  readonly movedOutOn?: string | null;
}

/** The home of before in another municipality: its key, and the rest where it is known. */
export interface FormerHome extends Partial<Omit<PostalAddress, 'ags'>> {
  readonly ags: string;
}

/** DSMeld 0205/0206, 0304/0305. */
export interface NameChange {
  readonly effectiveDate: string;
  readonly authority?: string | null;
  readonly fileReference?: string | null;
}

/** Spouse, partner, child or legal representative (DSMeld 0902a–0919, 1501a–1607). */
export interface RelatedPerson {
  readonly familyName: string;
  readonly birthName?: string | null;
  readonly givenNames: string;
  readonly birthDate?: string | null;
  readonly gender?: Gender | null;
  readonly address?: PostalAddress | null;
  readonly deathDate?: string | null;
  /** That person's own lock; with §51 the person is left out of every lookup (BMG §34a(5)). */
  readonly lock?: 'INFORMATION' | 'CONDITIONAL' | null;
}

/** DSMeld 1700–1717. */
export interface IdentityDocument {
  readonly kind: 'IDENTITY_CARD' | 'PASSPORT' | 'EID_CARD';
  readonly issuer: string;
  readonly issuedOn: string;
  readonly validUntil: string;
  readonly serialNumber: string;
}

/**
 * INFORMATION: BMG §51. CONDITIONAL: §52, current home is a protected one. CIVIL_STATUS: earlier names
 * stay undisclosed after adoption (BGB §1758, PStG §63(1)) or self-determination (SBGG §13, PStG §63(2)). TRANSMISSION:
 * objection, §42 and §50(5).
 */
export const lockKinds = ['INFORMATION', 'CONDITIONAL', 'CIVIL_STATUS', 'TRANSMISSION'] as const;

/** DSMeld 1801, 1801a, 1802. */
export interface Lock {
  readonly kind: (typeof lockKinds)[number];
  readonly since: string;
  /** Last day; of an information lock two years after the first (BMG §51(4)). */
  readonly until?: string | null;
  readonly initiatedBySecurityAuthority?: boolean;
}

/** xpersonenstand list v3; `x` = no entry. */
export const genders = ['m', 'w', 'd', 'x'] as const;
export type Gender = (typeof genders)[number];

/** DSMeld 1401, list v2. */
export const maritalStatuses = ['LD', 'VH', 'VW', 'GS', 'EA', 'LP', 'LV', 'LA', 'LE', 'NB'] as const;
export type MaritalStatus = (typeof maritalStatuses)[number];

/** The main or sole home that the person lives in now, or lived in last. */
export const lastHome = (addresses: readonly Address[]): Address | undefined =>
  currentHome(addresses) ??
  addresses
    .filter(({ residenceType }) => residenceType !== 'SECONDARY')
    .toSorted((one, other) => ((one.movedOutOn ?? '') < (other.movedOutOn ?? '') ? 1 : -1))[0];

/** The main or sole home that the person lives in now. */
export const currentHome = (addresses: readonly Address[]): Address | undefined =>
  addresses.find((address) => !address.movedOutOn && address.residenceType !== 'SECONDARY');
