import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor, ChangeEvent } from '#libs/contracts';
import type { InboxOptions } from '#libs/inbox';
import { type Act, admit, type Keeper, Keepers, RecordStore } from '#libs/register-kit';
import { ResidentCaseStore } from '../cases/case.store.ts';
import { FeedbackQueue } from '../feedback/feedback.store.ts';
import { isSameKeeper } from '../former-home.rules.ts';
import { moveAway } from '../moving.rules.ts';
import { Resident } from '../resident.entity.ts';
import { moveVerdict, registeredAt } from './move.rules.ts';
import { ResidentSubjects } from './resident-subjects.store.ts';

/** Who acts where the register does by itself. */
const register: Actor = { client: 'residents-register' };

export type Decided = Pick<Act, 'officer' | 'ground'>;

export interface Move {
  /** Of the registration at the other authority. */
  readonly eventId: string;
  /** Record of it there. */
  readonly recordId: string;
  readonly to: string;
  /** Day from which the resident lives there. */
  readonly on: string;
}

/** What follows here when another authority registers somebody who lives here by this register (BMG §33). */
@Injectable()
export class Moves {
  constructor(
    private readonly subjects: ResidentSubjects,
    private readonly records: RecordStore<Resident>,
    private readonly cases: ResidentCaseStore,
    private readonly feedback: FeedbackQueue,
    private readonly keepers: Keepers,
  ) {}

  /** Ids of those of the events from which anything may follow here. */
  readonly concerned: NonNullable<InboxOptions['concerned']> = async (events, manager) => {
    const moves = events.filter((event) => registeredAt(event) !== undefined);
    if (moves.length === 0) return new Set();
    const known = await this.subjects.known(
      manager,
      moves.map(({ subject }) => subject),
    );
    return new Set(moves.filter(({ subject }) => known.has(subject)).map(({ id }) => id));
  };

  /** In the transaction of the event; answers whether anything followed. */
  async registeredElsewhere(event: ChangeEvent, manager: EntityManager): Promise<boolean> {
    const to = registeredAt(event);
    if (to === undefined) return false;
    let followed = false;
    for (const { id, authority } of await this.subjects.recordsOf(manager, event.subject)) {
      if (authority === null || isSameKeeper(authority, to)) continue;
      const keeper = this.keepers.servedFor(authority);
      if (keeper === undefined) continue;
      await admit(manager, keeper.ids);
      const resident = await this.locked(manager, id);
      const verdict = moveVerdict(resident, event);
      if (verdict === 'LEAVE') continue;
      followed = true;
      const { recordId, effectiveOn } = event.data;
      const move = { eventId: event.id, recordId, to, on: effectiveOn };
      if (verdict === 'DECIDE') await this.decide(manager, resident, move, event.time);
      else await this.close(keeper, manager, resident, move, { officer: register, ground: groundOf(move) });
    }
    return followed;
  }

  /**
   * Closes the record and has the feedback sent, in one transaction. Of a person who moved on before anybody had decided here,
   * each of the later authorities gets it: which of them waits for it is not known here.
   */
  async close(
    keeper: Keeper,
    manager: EntityManager,
    resident: Resident,
    move: Move,
    decided: Decided,
  ): Promise<void> {
    if (resident.closedOn !== null) return this.feedback.add(manager, resident, move);
    const act = { ...decided, effectiveOn: move.on, fingerprint: 'move' };
    await this.records.changeWithin(keeper, manager, resident.id, act, moveAway(move.to, move.on));
    for (const kind of ['PROTECTED_FEEDBACK', 'FEEDBACK_OVERDUE'] as const)
      await this.cases.settle(manager, resident.id, kind, 'OBSOLETE');
    await this.feedback.add(manager, resident, move);
  }

  private decide(
    manager: EntityManager,
    { id, authority }: Resident,
    { eventId, recordId, to, on }: Move,
    reportedAt: string,
  ): Promise<void> {
    return this.cases.open(manager, {
      recordId: id,
      authority: authority ?? '',
      kind: 'FORMER_RESIDENT',
      eventId,
      registrationId: recordId,
      otherAuthority: to,
      effectiveOn: on,
      reportedAt,
    });
  }

  private locked(manager: EntityManager, id: string): Promise<Resident> {
    return manager.findOneOrFail(Resident, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }
}

const groundOf = ({ to }: Move): string => `BMG §33(1): registered by ${to}`;
