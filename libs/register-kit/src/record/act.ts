import { type AccessClaims, type Actor, actorOf, type ChangeEventType } from '#libs/contracts';
import type { Submission } from '#libs/service-kit';
import type { RegisterRecord, Values } from './register-record.ts';

export type { Submission } from '#libs/service-kit';

/** An official act on a record. */
export interface Act extends Submission {
  /** The officer and the client, or the machine. */
  readonly officer: Actor;
  /** Why, in the officer's words or as a file reference. */
  readonly ground: string;
  /** Day from which it holds, `YYYY-MM-DD`, not in the future (Europe/Berlin). */
  readonly effectiveOn: string;
}

/** An act on a record that exists. */
export interface ChangeAct extends Act {
  /** The version the officer was looking at. */
  readonly expectedVersion: number;
}

/** Outcome of a rule: the event's type and the properties that get a new value. */
export interface Change<T extends RegisterRecord> {
  readonly type: ChangeEventType;
  readonly patch: Partial<Values<T>>;
}

/** A register's law about one act: pure, refuses by throwing a `DomainError`. */
export type Rule<T extends RegisterRecord> = (record: T) => Change<T>;

/** What an officer gets for an act; a repetition under the same idempotency key gets exactly the same. */
export interface Receipt {
  readonly id: string;
  readonly version: number;
  /** Names of the changed properties that the field catalogue publishes, sorted; the same as in the event. */
  readonly changedFields: readonly string[];
  readonly effectiveOn: string;
  /** RFC 3339, UTC. */
  readonly recordedAt: string;
  readonly eventId: string;
}

/** One line of a record's history. */
export interface HistoryEntry {
  readonly version: number;
  readonly type: string;
  readonly effectiveOn: string;
  readonly recordedAt: string;
  readonly ground: string;
  /** The person's `sub`, or the client id of a machine. */
  readonly officer: string;
  /** Whose `officer` it is; absent where a machine acted. */
  readonly issuer?: string;
  readonly client: string;
  readonly eventId: string;
  /** New values of the changed properties; `null` where a value ended. */
  readonly patch: Readonly<Record<string, unknown>>;
}

interface ActBody {
  readonly ground: string;
  readonly effectiveOn: string;
}

/** The act of a validated body, its caller and what `@Submitted()` found in the request. */
export const actOf = (body: ActBody, caller: AccessClaims, submission: Submission): Act => ({
  ...submission,
  officer: actorOf(caller),
  ground: body.ground,
  effectiveOn: body.effectiveOn,
});

export const changeActOf = (
  body: ActBody & { readonly expectedVersion: number },
  caller: AccessClaims,
  submission: Submission,
): ChangeAct => ({ ...actOf(body, caller, submission), expectedVersion: body.expectedVersion });

/** Columns beside `officer`: a person's issuer and client; of a machine `officer` says it all. */
export const personOf = ({ officer: { person, client } }: Act) => ({
  issuer: person?.iss ?? null,
  client: person ? client : null,
});
