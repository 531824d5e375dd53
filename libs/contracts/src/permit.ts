import { type RegisterName, registers } from './register-name.ts';

/**
 * How the subject of a lookup may be named, per register. `record` is the id of a record, learned from a change event:
 * who follows events can ask about them without holding an identifier. `person` is a search by name and address, or place
 * and birth date (BMG §38(1)), which counts only where it finds one person.
 */
export type SubjectKind = { [K in RegisterName]: keyof (typeof registers)[K]['subjects'] }[RegisterName];
/** Those that every register may have, after those of one. */
const general: readonly SubjectKind[] = ['record', 'person'];
const declared = Object.values(registers).flatMap(({ subjects }) => Object.keys(subjects) as SubjectKind[]);
export const subjectKinds: readonly SubjectKind[] = [
  ...new Set([...declared.filter((kind) => !general.includes(kind)), ...general]),
];

/**
 * One permitted disclosure, exact in subject and fields. The gateway signs a batch of these as one compact JWS
 * (EdDSA, `typ` = `permit+jwt`); the register answers exactly this and nothing else.
 */
export interface Permit {
  /** Id of the gateway's durable decision row. The register answers an id once only. */
  readonly decisionId: string;
  readonly subjectKind: SubjectKind;
  /** Canonical identifier of the subject; of a `person` the `searchText` of the identifiers library. */
  readonly subject: string;
  /** Birth date `YYYY-MM-DD` that must match (EGovG §5(4)), where the evidence type demands it. */
  readonly birthDate?: string;
  /**
   * Pseudonym of the citizen who consented or chose; the record must concern that person, unless anybody may inspect the
   * register. Absent on statutory ground.
   */
  readonly citizen?: string;
  /** Field paths of the register's catalogue, e.g. `address.street`. */
  readonly fields: readonly string[];
  readonly evidenceType: string;
  readonly authority: string;
  readonly purpose: string;
  /** The person is told, and for whom it is read the authority says; absent: the authority is told. */
  readonly recipient?: 'PERSON';
}

/** Payload of the JWS that the gateway posts to `POST /internal/v1/disclosures` as `application/jose`. */
export interface PermitBatch {
  readonly iss: string;
  /** The register's name; a permit for one register is void at another. */
  readonly aud: RegisterName;
  /** Seconds since the epoch; `exp - iat` is at most 30. */
  readonly iat: number;
  readonly exp: number;
  readonly permits: readonly Permit[];
}

/**
 * Payload of the JWS (`typ` = `answered+jwt`) that the gateway posts to `POST /internal/v1/disclosures/answered` as
 * `application/jose`: what came of permits whose answer it lost.
 */
export interface AnsweredQuestion {
  readonly iss: string;
  readonly aud: RegisterName;
  readonly iat: number;
  readonly exp: number;
  /** At most {@link PERMIT_BATCH_MAX}. */
  readonly decisionIds: readonly string[];
}

export const ANSWERED_TYP = 'answered+jwt';

/** Body of the answer; a decision that is missing was never answered. */
export interface AnsweredPermits {
  readonly answered: readonly {
    readonly decisionId: string;
    readonly status: 'EVIDENCE' | 'NO_EVIDENCE';
    /** Whom the record concerns now; nobody without evidence. */
    readonly concerns: readonly string[];
  }[];
}

/**
 * A person may see what an earlier decision released, as it was recorded when the register answered it; its own log says when.
 * Only of a record that concerned this person alone, and under the locks of now.
 */
export interface Recall extends Pick<
  Permit,
  'decisionId' | 'fields' | 'evidenceType' | 'authority' | 'purpose'
> {
  /** Id of the earlier decision. */
  readonly recalls: string;
  /** Pseudonym of the person, who is told. */
  readonly citizen: string;
  /** Who keeps the person's record now says that nothing stands against it; of a record that is closed here. */
  readonly vouched?: true;
}

/**
 * Payload of the JWS (`typ` = `recall+jwt`) that the gateway posts to `POST /internal/v1/disclosures/recalled` as
 * `application/jose`; the answer is a {@link DisclosureBatch} of one.
 */
export interface RecallQuestion {
  readonly iss: string;
  readonly aud: RegisterName;
  readonly iat: number;
  readonly exp: number;
  readonly recall: Recall;
}

export const RECALL_TYP = 'recall+jwt';

/**
 * Payload of the JWS (`typ` = `voucher+jwt`) that the gateway posts to `POST /internal/v1/vouchers` as `application/jose`:
 * whether this process keeps one record of the person, of today, on which no lock and no seal stands.
 */
export interface VoucherQuestion {
  readonly iss: string;
  readonly aud: RegisterName;
  readonly iat: number;
  readonly exp: number;
  /** Pseudonym of the person. */
  readonly voucher: { readonly citizen: string };
}

export const VOUCHER_TYP = 'voucher+jwt';

/** Body of the answer. False whether there is a lock, a seal, or no such record. */
export interface Voucher {
  readonly vouched: boolean;
}

/** Longest life of a permit in seconds (architecture §2). */
export const PERMIT_LIFETIME_S = 30;
/** Media type header (`typ`) of a permit batch. */
export const PERMIT_TYP = 'permit+jwt';
/** Longest subject of a permit: a search by person, with names and street as long as they may be, of the widest letters. */
export const PERMIT_SUBJECT_MAX = 2_000;
/** Most permits one batch may carry. */
export const PERMIT_BATCH_MAX = 256;

/** Where a released value comes from. */
export interface FieldProvenance {
  /** Record version that last changed the value. */
  readonly version: number;
  /** Day from which it holds, `YYYY-MM-DD`. */
  readonly effectiveOn: string;
  /** When it was recorded, RFC 3339 UTC. */
  readonly recordedAt: string;
}

export type DisclosureAnswer =
  | {
      readonly decisionId: string;
      readonly status: 'EVIDENCE';
      /** The released fields as a nested object: `{ address: { street: … } }`. */
      readonly evidence: Readonly<Record<string, unknown>>;
      readonly provenance: Readonly<Record<string, FieldProvenance>>;
      readonly registerAuthority: string;
      /** Pseudonyms of the persons concerned, so that they see the disclosure. Never leaves the gateway. */
      readonly concerns: readonly string[];
    }
  /** Unknown, locked, mismatching and ambiguous subjects are indistinguishable (BMG §34a(5), §51(2)). */
  | { readonly decisionId: string; readonly status: 'NO_EVIDENCE'; readonly concerns: readonly string[] }
  /** This one permit was refused (expired, replayed, unknown field); the rest of the batch is unaffected. */
  | { readonly decisionId: string; readonly status: 'REFUSED'; readonly reason: string };

/** Body of the register's answer, in the order of the permits; one that it could not answer is left out. */
export interface DisclosureBatch {
  readonly answers: readonly DisclosureAnswer[];
}
