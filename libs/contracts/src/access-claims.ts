import { type RegisterName, registerNames } from './register-name.ts';

/** Claims of a verified RFC 9068 access token, already checked and narrowed; see security.md, "Token profile". */
export interface AccessClaims {
  /** Client id for machines; pseudonym of the citizen (domain `citizen`) for citizens; a person's own id for staff. */
  readonly sub: string;
  readonly clientId: string;
  /** Authority the client or the member of staff acts for, e.g. `strassenverkehr-hannover`; absent in a citizen's token. */
  readonly authority?: string;
  /** The member of staff who acts; absent in the token of a machine and of a citizen. */
  readonly person?: Person;
  readonly scopes: ReadonlySet<string>;
  /** Seconds since the epoch. */
  readonly exp: number;
  /** Level of assurance of a login, see {@link assuranceLevels}; absent in a machine's token. */
  readonly acr?: string;
  /** Seconds since the epoch: when the member of staff logged in; a token that was refreshed is of the same login. */
  readonly authTime?: number;
  /** Of a citizen for whom no identification number was told: the `sub` is nobody's pseudonym. */
  readonly withoutIdnr?: true;
}

/** A member of staff, as registers and operators note and compare one: a `sub` is unique only with its issuer. */
export interface Person {
  readonly iss: string;
  readonly sub: string;
}

/** Who acts for an authority: a person by means of a client, or the client by itself, a machine. */
export interface Actor {
  readonly person?: Person;
  readonly client: string;
}
export type PersonalActor = Required<Actor>;

export const actorOf = ({ person, clientId }: AccessClaims): Actor => ({
  ...(person && { person }),
  client: clientId,
});

/** One text for who acts: the `sub` of a token. Whether two are the same person is never judged by it alone. */
export const nameOf = ({ person, client }: Actor): string => person?.sub ?? client;

/** Levels of assurance of a login, as `acr` names them, the lowest first (eIDAS Art. 8(2)). */
export const assuranceLevels = ['low', 'substantial', 'high'] as const;
export type AssuranceLevel = (typeof assuranceLevels)[number];

/** Whether a login reaches a level; one that names none, or one that nobody knows, reaches none. */
export const reachesLevel = (acr: string | undefined, least: AssuranceLevel): boolean =>
  assuranceLevels.indexOf(acr as AssuranceLevel) >= assuranceLevels.indexOf(least);

/** Those that a login of this level reaches, the lowest first. */
export const levelsUpTo = (acr: string | undefined): readonly AssuranceLevel[] =>
  assuranceLevels.slice(0, assuranceLevels.indexOf(acr as AssuranceLevel) + 1);

const ownScopes = {
  lookup: 'lookup',
  citizen: 'citizen',
  /** Of the residents registers among themselves. */
  residentsFeedback: 'residents:feedback',
  operator: 'operator',
  /** Of a person who develops an authority's system: sees what that may do and did, and no evidence. */
  development: 'development',
  /** Who works on applications. */
  proceduresClerk: 'procedures:clerk',
  /** Of the authority's own system: how it is told. No role of staff holds it. */
  proceduresSystem: 'procedures:system',
} as const;
type OfficerScopes = { readonly [K in RegisterName as `${K}Officer`]: `${K}:officer` };
/** OAuth scopes. Officers hold a scope per register; a token has one audience, so none is valid at two services. */
export const scopes = {
  ...ownScopes,
  ...(Object.fromEntries(
    registerNames.map((name) => [`${name}Officer`, `${name}:officer`]),
  ) as OfficerScopes),
};
export type Scope = (typeof scopes)[keyof typeof scopes];
