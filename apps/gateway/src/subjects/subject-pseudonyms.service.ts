import { Injectable } from '@nestjs/common';
import { eventSubject, ofEachRegister, pseudonym, type RegisterName } from '#libs/contracts';
import type { Subject } from './subject.rules.ts';
import { SubjectsConfig } from './subjects.config.ts';

/** Turns identifiers into the keyed pseudonyms under which this database knows subjects (security.md, bPK model). */
@Injectable()
export class SubjectPseudonyms {
  private readonly citizenKey: Buffer;
  private readonly subjectKey: Buffer;
  private readonly eventKeys: Readonly<Record<RegisterName, Buffer>>;

  constructor(config: SubjectsConfig) {
    this.citizenKey = keyOf(config.citizenPseudonymKey);
    this.subjectKey = keyOf(config.subjectPseudonymKey);
    this.eventKeys = ofEachRegister((name) => keyOf(config.eventPseudonymKeys[name]));
  }

  /** Persons have the pseudonym that is also the `sub` of their token; vehicles and companies one of their own domain. */
  of({ kind, value }: Subject): string {
    if (kind === 'idnr') return pseudonym(this.citizenKey, 'citizen', value);
    return pseudonym(this.subjectKey, 'subject', kind, value);
  }

  /**
   * The name under which a register announces changes; nobody else is recognised by it.
   * @param name citizen pseudonym of a resident, VIN of a vehicle, record id of a company
   */
  inEvents(register: RegisterName, name: string): string {
    return eventSubject(this.eventKeys[register], register, name);
  }

  /** Of a request's digest: without the key, a body with an identifier could be found by trying all of them. */
  ofRequest(fingerprint: string): string {
    return pseudonym(this.subjectKey, 'subject', 'request', fingerprint);
  }
}

const keyOf = (text: string): Buffer => Buffer.from(text, 'base64url');
