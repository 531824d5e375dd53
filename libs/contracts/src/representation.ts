import type { RegisterName } from './register-name.ts';
import type { SubjectKind } from './permit.ts';

/**
 * What tells a person apart within one question and nowhere else: keyed digests of names and birth date, under a key that is
 * new for each question. Somebody who is unknown has one that nobody else has.
 */
export interface PersonMarks {
  /** With all given names; then with the call name alone, where there is one. */
  readonly self: readonly string[];
  /** Minor children that the person's record names. */
  readonly children: readonly string[];
  /** The person, or somebody whom the record names, has a lock. */
  readonly locked: boolean;
}

/**
 * A question who somebody is, or whether they may act for another. PERSON and CHILD are for the residents register, which may
 * be kept by two authorities; COMPANY is for the business register, where one starts from the company (HRV §52).
 */
export type RepresentationAsked = {
  /** Of the row in the register's log; answered once only. */
  readonly id: string;
  /** 32 bytes in base64url, of the marks. */
  readonly key: string;
} & (
  | { readonly ask: 'PERSON'; readonly idnr: string; readonly birthDate: string }
  | { readonly ask: 'CHILD'; readonly idnr: string; readonly birthDate: string; readonly by: PersonMarks }
  | {
      readonly ask: 'COMPANY';
      readonly subjectKind: SubjectKind;
      readonly subject: string;
      readonly by: readonly string[];
      /** Entry of the officer who gave what this one is to confirm, as the register named it in its verdict. */
      readonly beside?: string;
    }
);

/** Without reasons: NO for a stranger, somebody unknown, of age, dead or ended alike. DOUBT: the register looks into it. */
export interface RepresentationVerdict {
  readonly answer: 'ALONE' | 'JOINTLY' | 'NO' | 'DOUBT';
  /** Neither the child nor one of its representatives has a lock, so each may see what the other did. */
  readonly open: boolean;
  /** With JOINTLY: which entry of this company it is, by a keyed digest of the register's own that names nobody. */
  readonly entry?: string;
  /** With JOINTLY, where an entry was named: that is another one, is still there, and represents jointly too. */
  readonly beside?: boolean;
}

export type RepresentationAnswer = PersonMarks | RepresentationVerdict;

/**
 * Payload of the JWS (`typ` = `representation+jwt`) that the gateway posts to `POST /internal/v1/representations` as
 * `application/jose`.
 */
export interface RepresentationQuestion {
  readonly iss: string;
  readonly aud: RegisterName;
  readonly iat: number;
  readonly exp: number;
  readonly asked: RepresentationAsked;
}

export const REPRESENTATION_TYP = 'representation+jwt';
