import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ChangeEvent } from '#libs/contracts';
import type { InboxOptions } from '#libs/inbox';
import { type CaseKind, isNews } from '../cases/case.rules.ts';
import { VehicleCaseStore, type Report } from '../cases/case.store.ts';
import { type FleetCaseKind, FleetEnquiries } from '../enquiries/fleet-enquiries.service.ts';
import { HolderSubjects } from './holder-subjects.store.ts';

/** What an event of another register leads to here, in the event's own transaction; answers whether to anything. */
@Injectable()
export class Reactions {
  constructor(
    private readonly holders: HolderSubjects,
    private readonly cases: VehicleCaseStore,
    private readonly fleets: FleetEnquiries,
  ) {}

  /** Ids of those of the events from which anything may follow here. */
  readonly concerned: NonNullable<InboxOptions['concerned']> = async (events, manager) => {
    const isOfPerson = ({ type }: ChangeEvent): boolean => type.startsWith('resident.');
    const subjects = events
      .filter((event) => isOfPerson(event) && isChange(event))
      .map(({ subject }) => subject);
    const holders = subjects.length > 0 ? await this.holders.holding(manager, subjects) : new Set();
    const isAnyFleet = !events.every(isOfPerson) && (await this.fleets.areAny(manager));
    const concerns = events.filter((event) =>
      isOfPerson(event) ? isChange(event) && holders.has(event.subject) : isAnyFleet,
    );
    return new Set(concerns.map(({ id }) => id));
  };

  /** Opens a case for each vehicle that the person holds. False where there is no file on the person. */
  async toPerson(kind: CaseKind, event: ChangeEvent, manager: EntityManager): Promise<boolean> {
    if (!isChange(event)) return false;
    const held = await this.holders.vehiclesOf(manager, event.subject);
    const found = held.filter((entry) => isNews(entry, event.time)).map((entry) => ({ entry, office: null }));
    if (found.length === 0) return false;
    const state = kind === 'HOLDER_ADDRESS_CHANGED' ? 'PENDING' : 'NONE';
    const delayS = event.type === REGISTERED ? FEEDBACK_S : 0;
    await this.cases.open(manager, kind, reportOf(event), found, { state, delayS });
    return true;
  }

  /** Which vehicles a company holds is found out outside the transaction. False while no company holds any. */
  toCompany(kind: FleetCaseKind, event: ChangeEvent, manager: EntityManager): Promise<boolean> {
    return this.fleets.open(manager, kind, event.data.recordId, reportOf(event));
  }
}

const REGISTERED = 'resident.registered.v1';
/** Until the former authority's feedback is there, the new one answers nothing (BMG §33); mostly it takes a second. */
const FEEDBACK_S = 10;

/** A registration is a change where the person came from another municipality. */
const isChange = ({ type, data }: ChangeEvent): boolean =>
  type !== REGISTERED || data.changedFields.includes('formerHome');

const reportOf = ({ id, time, data }: ChangeEvent): Report => ({
  eventId: id,
  effectiveOn: data.effectiveOn,
  reportedAt: time,
});
