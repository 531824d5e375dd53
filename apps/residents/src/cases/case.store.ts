import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { CaseStore } from '#libs/cases';
import { type CaseKind, type CaseOutcome, residentCases } from './case.rules.ts';

export interface NewCase {
  readonly recordId: string;
  /** Of the record. */
  readonly authority: string;
  readonly kind: CaseKind;
  readonly eventId: string;
  readonly registrationId?: string;
  readonly otherAuthority: string;
  readonly effectiveOn: string;
  /** RFC 3339. */
  readonly reportedAt: string;
}

/** What the register does with cases by itself, in transactions for the authority of the record. */
@Injectable()
export class ResidentCaseStore {
  /** What officers do as well. */
  readonly shared = new CaseStore(residentCases);

  /** Once, however often the event is delivered. */
  async open(manager: EntityManager, opened: NewCase): Promise<void> {
    const { recordId, kind, eventId, otherAuthority, effectiveOn, reportedAt } = opened;
    const { registrationId = null, authority } = opened;
    const about = [recordId, kind, eventId, otherAuthority, effectiveOn, reportedAt, registrationId];
    await manager.query(openSql, [uuid(), ...about, authority]);
  }

  /** Ends the cases of a kind about a record, whoever has taken them. */
  async settle(
    manager: EntityManager,
    recordId: string,
    kind: CaseKind,
    outcome: CaseOutcome,
  ): Promise<void> {
    await this.shared.end(manager, outcome, 'record_id = $2 and kind = $3', recordId, kind);
  }
}

/** $1 case, $2 record, $3 kind, $4 event, $5 other authority, $6 effective day, $7 reported at, $8 record there, $9 its authority. */
const openSql = `
  with opened as (
    insert into cases (id, record_id, kind, event_id, other_authority, effective_on, reported_at, registration_id, authority)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict on constraint cases_event do nothing returning id),
  noted as (
    insert into case_acts (case_id, act) select id, 'OPENED' from opened)
  select id from opened`;
