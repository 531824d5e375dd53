import type { PersonalActor } from '#libs/contracts';
import { RequestInvalid } from '#libs/service-kit';
import { CaseClosed, CaseTaken } from './case.errors.ts';

export const caseStates = ['OPEN', 'TAKEN', 'CLOSED'] as const;
export type CaseState = (typeof caseStates)[number];

/** Something that an officer of one authority has to look at. Holds no personal data. */
export interface Case<K extends string = string, O extends string = string> {
  readonly id: string;
  /** Whose case it is; null where it belongs to no authority that is known. */
  readonly authority: string | null;
  readonly kind: K;
  readonly eventId: string;
  /** Day since which what the case is about holds. */
  readonly effectiveOn: string;
  /** When it was recorded. */
  readonly reportedAt: Date;
  readonly state: CaseState;
  readonly openedAt: Date;
  /** The person is `takenBy` and `takenIssuer`. */
  readonly takenBy: string | null;
  readonly takenIssuer: string | null;
  readonly takenAt: Date | null;
  readonly outcome: O | null;
  readonly closedBy: string | null;
  readonly closedIssuer: string | null;
  readonly closedAt: Date | null;
}

/** Who did what to a case. */
export interface CaseAct {
  readonly act: string;
  /** Null where the register itself acted; issuer and client are null where a client did, before officers were persons. */
  readonly officer: string | null;
  readonly issuer: string | null;
  readonly client: string | null;
  readonly at: Date;
  /** The lookup at the gateway that belongs to it; of registers that ask others. */
  readonly lookupId?: string | null;
}

export interface CaseFile<C extends Case> {
  readonly found: C;
  readonly acts: readonly CaseAct[];
}

export interface CaseFilter {
  readonly state?: CaseState | undefined;
  readonly kind?: string | undefined;
}

/** Repeating how one has closed a case changes nothing. */
export const isClosedSo = (found: Case, officer: PersonalActor, outcome: string): boolean =>
  found.outcome === outcome && isPerson(officer, found.closedBy, found.closedIssuer);

/** @throws CaseClosed, CaseTaken where another person has it */
export function refuseForeign({ state, takenBy, takenIssuer }: Case, officer: PersonalActor): void {
  if (state === 'CLOSED') throw new CaseClosed();
  if (takenBy !== null && !isPerson(officer, takenBy, takenIssuer)) throw new CaseTaken();
}

/** @param outcomes how an officer may end a case of the kind */
export function refuseUnsuitable(outcomes: readonly string[], outcome: string): void {
  if (outcomes.includes(outcome)) return;
  throw RequestInvalid.at('/outcome', 'A case of this kind does not end like that.');
}

/** Whether the officer is that person, at whatever client. */
const isPerson = ({ person }: PersonalActor, sub: string | null, iss: string | null): boolean =>
  person.sub === sub && person.iss === iss;
