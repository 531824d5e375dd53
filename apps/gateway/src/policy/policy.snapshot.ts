import type { AssuranceLevel, SubjectKind } from '#libs/contracts';
import type { Localised } from '../evidence-types/index.ts';
import type { Limits } from './limit.rules.ts';

/** On what a lookup rests (domain §0 no. 1): the citizen's choice, the citizen's consent, or statute alone. */
export type GroundKind = 'CHOICE' | 'CONSENT' | 'STATUTE';

export interface Grant {
  readonly id: string;
  readonly authority: string;
  readonly purpose: string;
  readonly evidenceType: string;
  /** How the subject may be named; of an event grant by record, as each delivery does. */
  readonly subjectKinds: readonly SubjectKind[];
  readonly fields: readonly string[];
  readonly fieldSet: ReadonlySet<string>;
  /** The fields joined by blanks, as the decision statement takes them. */
  readonly fieldList: string;
  readonly kind: GroundKind;
  readonly legalBasis: string;
  /** Milliseconds since the epoch, inclusive: the start of the first day in Europe/Berlin. */
  readonly validFromMs: number;
  /** Exclusive: the end of the last day in Europe/Berlin; infinite without one. */
  readonly validUntilMs: number;
  /** First and last day, `YYYY-MM-DD`, as the policy states them. */
  readonly validFrom: string;
  readonly lastDay?: string;
  /** Names what the ground still lacks. */
  readonly provisional?: string;
  /** Why evidence on choice is answered unseen; absent where it has to be previewed. */
  readonly previewNotPossible?: string;
  readonly socialData: boolean;
}

/** A grant on which events are delivered, not lookups answered. */
export interface EventGrant extends Grant {
  readonly eventTypes: ReadonlySet<string>;
}

export interface PolicyAuthority {
  readonly name: string;
  /** Neither before its first day nor after its last. */
  readonly active: boolean;
  readonly address?: string;
  readonly contact?: string;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/**
 * The whole policy at one revision, as it holds on one day: what authorities had that ended stands with their successors. A
 * decision is only committed while the database still has this revision.
 */
export interface PolicySnapshot {
  readonly revision: number;
  /** `YYYY-MM-DD` in Europe/Berlin. */
  readonly day: string;
  readonly authorities: ReadonlyMap<string, PolicyAuthority>;
  /** Who has taken over by that day, by the authority that ended. */
  readonly successors: ReadonlyMap<string, string>;
  /** The same the other way round. */
  readonly predecessors: ReadonlyMap<string, readonly string[]>;
  /** With the authority that each speaks for on that day. */
  readonly clients: ReadonlyMap<string, { readonly authority: string; readonly active: boolean }>;
  /** Active clients of each authority. */
  readonly systems: ReadonlyMap<string, readonly string[]>;
  /** Active purposes only. */
  readonly purposes: ReadonlyMap<string, Localised>;
  /** Level of assurance a login must reach to choose or consent, by purpose. */
  readonly minimumAcrs: ReadonlyMap<string, AssuranceLevel>;
  readonly limits: Limits;
  /** Authorities by the id of the callback that is listed for them. */
  readonly callbacks: ReadonlyMap<string, string>;
  /** By {@link grantKey}; an authority's own come before those that it took over. */
  readonly grants: ReadonlyMap<string, readonly Grant[]>;
  readonly eventGrants: readonly EventGrant[];
}

/** Ids contain no blank, so the key is unambiguous. */
export const grantKey = (authority: string, purpose: string, evidenceType: string): string =>
  `${authority} ${purpose} ${evidenceType}`;

export const isValidAt = (grant: Grant, nowMs: number): boolean =>
  nowMs >= grant.validFromMs && nowMs < grant.validUntilMs;

/** A client whose own entry and whose authority's entry are both active, and which speaks for that authority. */
export function isActive(policy: PolicySnapshot, clientId: string, authority: string | undefined): boolean {
  const client = policy.clients.get(clientId);
  if (client === undefined || !client.active || client.authority !== authority) return false;
  return policy.authorities.get(client.authority)?.active === true;
}

/** On choice the citizen sees first what the authority gets (EGovG §5(5), SGB X §67f(4)). */
export const isPreviewed = ({ kind, previewNotPossible }: Grant): boolean =>
  kind === 'CHOICE' && previewNotPossible === undefined;

/** Who acts today for an authority that may have ended. */
export const actingFor = (policy: PolicySnapshot, authority: string): string =>
  policy.successors.get(authority) ?? authority;

/** The authority and those that it took over: what was given to them was given to it. */
export const keptBy = (policy: PolicySnapshot, authority: string): readonly string[] => [
  authority,
  ...(policy.predecessors.get(authority) ?? []),
];

/** Whether the policy lists this callback for this very authority. */
export const hasCallback = (policy: PolicySnapshot, callback: string, authority: string): boolean =>
  policy.callbacks.get(callback) === authority;
