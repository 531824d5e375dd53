import { pseudonym } from '#libs/contracts';
import type { Subject } from './subject.rules.ts';

/** Turns identifiers into the keyed pseudonyms under which this database knows subjects (security.md, bPK model). */
export class SubjectPseudonyms {
  constructor(
    private readonly citizenKey: Buffer,
    private readonly subjectKey: Buffer,
  ) {}

  /** Persons have the pseudonym that is also the `sub` of their token; vehicles and companies one of their own domain. */
  of({ kind, value }: Subject): string {
    if (kind === 'idnr') return pseudonym(this.citizenKey, 'citizen', value);
    return pseudonym(this.subjectKey, 'subject', kind, value);
  }

  /** Of a request's digest: without the key, a body with an identifier could be found by trying all of them. */
  ofRequest(fingerprint: string): string {
    return pseudonym(this.subjectKey, 'subject', 'request', fingerprint);
  }
}
