import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { CaseStore } from '#libs/cases';
import type { PersonalActor } from '#libs/contracts';
import { ALL_AUTHORITIES } from '#libs/register-kit';
import { Committed } from '#libs/service-kit';
import {
  type CaseKind,
  type CaseOutcome,
  type EnquiryState,
  moveKinds,
  type Office,
  type VehicleCase,
  vehicleCases,
} from './case.rules.ts';
import { answerSql, findAnySql, followSql, noteAddressSql, openSql } from './case.sql.ts';
import type { EntryOfHolder } from './holder-entry.ts';

/** Whose cases the register works on by itself: those of all offices. */
export const allOffices = { ids: [ALL_AUTHORITIES] } as const;

/** What another register announced. */
export interface Report {
  readonly eventId: string;
  readonly effectiveOn: string;
  /** RFC 3339. */
  readonly reportedAt: string;
}

export interface NewCase {
  readonly entry: EntryOfHolder;
  readonly office: Office | null;
}

/** What the register does with cases by itself, in transactions for {@link allOffices}. */
@Injectable()
export class VehicleCaseStore {
  /** What officers do as well. */
  readonly shared = new CaseStore(vehicleCases);
  /** Cases that need an answer of another register. */
  readonly enquired = new Committed();

  /** Opens what is not open yet: a case that the event has opened for the vehicle before stays as it is. */
  async open(
    manager: EntityManager,
    kind: CaseKind,
    report: Report,
    found: readonly NewCase[],
    enquiry: { readonly state: EnquiryState; readonly lookupId?: string; readonly delayS?: number },
  ): Promise<number> {
    const rows = found.map(({ entry, office }) => ({
      id: uuid(),
      vehicle_id: entry.vehicleId,
      holder_version: entry.version,
      office,
    }));
    const { eventId, effectiveOn, reportedAt } = report;
    if (enquiry.state === 'PENDING') this.enquired.note(manager);
    const values = [
      JSON.stringify(rows),
      kind,
      eventId,
      effectiveOn,
      reportedAt,
      enquiry.state,
      enquiry.lookupId ?? null,
      enquiry.delayS ?? 0,
    ];
    return (await manager.query<unknown[]>(openSql, values)).length;
  }

  /** Whosever it is. */
  async find(manager: EntityManager, id: string): Promise<VehicleCase | null> {
    return (await manager.query<VehicleCase[]>(findAnySql, [id]))[0] ?? null;
  }

  /**
   * Who settles a question holds its case first, as everybody does who ends a case and its question: the other way round
   * two of them would wait in a circle.
   */
  async hold(manager: EntityManager, id: string): Promise<void> {
    await manager.query('select from cases where id = $1 for no key update', [id]);
  }

  async answer(
    manager: EntityManager,
    id: string,
    answer: { readonly enquiry: EnquiryState; readonly office: Office; readonly lookupId?: string },
  ): Promise<void> {
    await manager.query(answerSql, [id, answer.enquiry, answer.office, answer.lookupId ?? null]);
  }

  /** Ends a case that nobody has taken; false where somebody has, or it is closed. */
  async retire(manager: EntityManager, id: string): Promise<boolean> {
    return (await this.shared.end(manager, 'OBSOLETE', `id = $2 and state = 'OPEN'`, id)) === 1;
  }

  /** What a move of this holder is about: the register ends it where another office has recorded the move. */
  async endMoves(
    manager: EntityManager,
    { vehicleId, version }: EntryOfHolder,
    outcome: CaseOutcome,
  ): Promise<void> {
    const ofMove = 'vehicle_id = $2 and holder_version = $3 and kind = any($4)';
    await this.shared.end(manager, outcome, ofMove, vehicleId, version, moveKinds);
  }

  /** The cases of a vehicle go along with its record. */
  async follow(manager: EntityManager, vehicleId: string): Promise<void> {
    await manager.query(followSql, [vehicleId]);
  }

  async noteAddress(
    manager: EntityManager,
    id: string,
    { person, client }: PersonalActor,
    lookupId: string,
  ): Promise<void> {
    await manager.query(noteAddressSql, [id, person.sub, lookupId, person.iss, client]);
  }
}
