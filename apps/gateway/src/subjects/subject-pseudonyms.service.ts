import type { KeyObject } from 'node:crypto';
import { eventSubject, ofEachRegister, pseudonym, type RegisterName } from '#libs/contracts';
import { keyStore, type PseudonymKey } from '#libs/service-kit';
import type { Subject } from './subject.rules.ts';
import { SubjectsConfig } from './subjects.config.ts';

/** Turns identifiers into the keyed pseudonyms under which this database knows subjects (security.md, bPK model). */
export class SubjectPseudonyms {
  private readonly citizenKey: PseudonymKey;
  private readonly subjectKey: PseudonymKey;
  private readonly eventKeys: Readonly<Record<RegisterName, PseudonymKey>>;

  constructor(config: SubjectsConfig) {
    this.citizenKey = keyStore.pseudonyms('CITIZEN_PSEUDONYM_KEY', config.citizenPseudonymKey);
    this.subjectKey = keyStore.pseudonyms('SUBJECT_PSEUDONYM_KEY', config.subjectPseudonymKey);
    this.eventKeys = ofEachRegister((name) =>
      keyStore.pseudonyms(`EVENT_PSEUDONYM_KEYS (${name})`, config.eventPseudonymKeys[name]),
    );
  }

  /** All that rows of this database are written under. */
  keys(): readonly PseudonymKey[] {
    return [this.citizenKey, this.subjectKey, ...Object.values(this.eventKeys)];
  }

  /** A secret of the gateways of this exchange, for what is no pseudonym. */
  derived(label: string): KeyObject {
    return this.subjectKey.derived(label);
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
