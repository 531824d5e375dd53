import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CaseFile, OfficerCases } from '#libs/cases';
import type { PersonalActor } from '#libs/contracts';
import { type Keeper, localDay, RecordStore } from '#libs/register-kit';
import type { CloseCaseDto } from '../cases/case.dto.ts';
import type { CaseOutcome, ResidentCase } from '../cases/case.rules.ts';
import { endWait, livesHereSince } from '../moving.rules.ts';
import { Resident } from '../resident.entity.ts';
import { FeedbackAwaited } from '../resident.errors.ts';
import { type Decided, Moves } from './moves.service.ts';

/** What officers decide; a decision and the act that follows from it are one transaction. */
@Injectable()
export class CaseDecisions {
  constructor(
    private readonly cases: OfficerCases<ResidentCase>,
    private readonly records: RecordStore<Resident>,
    private readonly moves: Moves,
  ) {}

  close(
    keeper: Keeper,
    id: string,
    officer: PersonalActor,
    { outcome, ground }: CloseCaseDto,
  ): Promise<CaseFile<ResidentCase>> {
    return this.cases.close(keeper, id, officer, outcome, async (manager, found) => {
      const resident = await held(manager, found);
      return () => this.carryOut(keeper, manager, found, resident, outcome, { officer, ground });
    });
  }

  private async carryOut(
    keeper: Keeper,
    manager: EntityManager,
    { eventId, registrationId, otherAuthority, effectiveOn }: ResidentCase,
    resident: Resident,
    outcome: CaseOutcome,
    decided: Decided,
  ): Promise<void> {
    if (outcome === 'STAYS' || outcome === 'CONFIRMED' || outcome === 'NOT_CONFIRMED') return;
    if (outcome === 'MOVED_AWAY') {
      if (resident.feedbackFrom !== null) throw new FeedbackAwaited();
      const since = livesHereSince(resident);
      const on = since > effectiveOn ? since : effectiveOn;
      const move = { eventId, recordId: registrationId ?? '', to: otherAuthority!, on };
      return this.moves.close(keeper, manager, resident, move, decided);
    }
    // The locks may have come after an officer had ended the wait.
    if (outcome === 'LOCKS_HOLD' && resident.feedbackFrom === null) return;
    const act = { ...decided, effectiveOn: localDay(new Date()), fingerprint: 'case' };
    await this.records.changeWithin(keeper, manager, resident.id, act, endWait);
  }
}

/** The record first, as everybody does who changes it and its cases. */
const held = (manager: EntityManager, { recordId }: ResidentCase): Promise<Resident> =>
  manager.findOneOrFail(Resident, { where: { id: recordId }, lock: { mode: 'pessimistic_write' } });
