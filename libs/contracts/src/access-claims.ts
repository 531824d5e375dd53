/** Claims of a verified RFC 9068 access token, already checked and narrowed; see security.md, "Token profile". */
export interface AccessClaims {
  /** Client id for machines; pseudonym of the citizen (domain `citizen`) for citizens. */
  readonly sub: string;
  readonly clientId: string;
  /** Authority the client acts for, e.g. `strassenverkehr-hannover`; absent in a citizen's token. */
  readonly authority?: string;
  readonly scopes: ReadonlySet<string>;
  /** Seconds since the epoch. */
  readonly exp: number;
  /** Level of assurance of a citizen's login, see {@link assuranceLevels}; absent in a machine's token. */
  readonly acr?: string;
}

/** Levels of assurance of a citizen's login, as `acr` names them, the lowest first (eIDAS Art. 8(2)). */
export const assuranceLevels = ['low', 'substantial', 'high'] as const;
export type AssuranceLevel = (typeof assuranceLevels)[number];

/** Whether a login reaches a level; one that names none, or one that nobody knows, reaches none. */
export const reachesLevel = (acr: string | undefined, least: AssuranceLevel): boolean =>
  assuranceLevels.indexOf(acr as AssuranceLevel) >= assuranceLevels.indexOf(least);

/** OAuth scopes. Officers hold a scope per register; a token has one audience, so none is valid at two services. */
export const scopes = {
  lookup: 'lookup',
  citizen: 'citizen',
  residentsOfficer: 'residents:officer',
  vehiclesOfficer: 'vehicles:officer',
  businessOfficer: 'business:officer',
  operator: 'operator',
} as const;
export type Scope = (typeof scopes)[keyof typeof scopes];
