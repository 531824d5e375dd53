import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { PersonalActor } from '#libs/contracts';
import { type Keeper, localDay, RecordStore, within } from '#libs/register-kit';
import { RequestInvalid } from '#libs/service-kit';
import { endWait, livesHereSince } from '../moving.rules.ts';
import { Moves } from './moves.service.ts';
import { Resident } from '../resident.entity.ts';
import type { CloseCaseDto } from '../cases/case.dto.ts';
import type { ResidentCase } from '../cases/case.entity.ts';
import { CaseClosed, CaseTaken, CaseUnknown } from '../cases/case.errors.ts';
import { type CaseOutcome, suits } from '../cases/case.rules.ts';
import { type CaseFile, type CaseFilter, CaseStore } from '../cases/case.store.ts';

/** What officers do with cases; a decision and the act that follows from it are one transaction. */
@Injectable()
export class CasesService {
  constructor(
    private readonly source: DataSource,
    private readonly cases: CaseStore,
    private readonly records: RecordStore<Resident>,
    private readonly moves: Moves,
  ) {}

  list(
    keeper: Keeper,
    filter: CaseFilter,
    after: string | undefined,
    limit: number,
  ): Promise<ResidentCase[]> {
    return this.cases.list(keeper, filter, after, limit);
  }

  async read(keeper: Keeper, id: string): Promise<CaseFile> {
    return { found: await this.known(keeper, id), acts: await this.cases.acts(id) };
  }

  /** Of officers who take a case at once one gets it. Taking what is one's own already changes nothing. */
  async take(keeper: Keeper, id: string, officer: PersonalActor): Promise<CaseFile> {
    const found = await this.known(keeper, id);
    if (!(await this.cases.take(id, officer))) refuseForeign(await this.known(keeper, found.id), officer);
    return this.read(keeper, id);
  }

  /** Repeating how one has closed a case changes nothing. */
  async close(
    keeper: Keeper,
    id: string,
    officer: PersonalActor,
    { outcome, ground }: CloseCaseDto,
  ): Promise<CaseFile> {
    const found = await this.known(keeper, id);
    if (!suits(found.kind, outcome)) throw outcomeUnsuitable();
    await within(this.source, keeper, async (manager) => {
      const resident = await this.held(manager, found);
      if (await this.cases.close(manager, id, officer, outcome))
        return this.carryOut(keeper, manager, found, resident, outcome, { officer, ground });
      const now = await this.known(keeper, id);
      if (now.outcome !== outcome || !isPerson(officer, now.closedBy, now.closedIssuer))
        refuseForeign(now, officer);
    });
    return this.read(keeper, id);
  }

  private async carryOut(
    keeper: Keeper,
    manager: EntityManager,
    { eventId, registrationId, otherAuthority, effectiveOn }: ResidentCase,
    resident: Resident,
    outcome: CaseOutcome,
    decided: { readonly officer: PersonalActor; readonly ground: string },
  ): Promise<void> {
    if (outcome === 'STAYS') return;
    if (outcome === 'MOVED_AWAY') {
      const since = livesHereSince(resident);
      const on = since > effectiveOn ? since : effectiveOn;
      const move = { eventId, recordId: registrationId ?? '', to: otherAuthority, on };
      return this.moves.close(keeper, manager, resident, move, decided);
    }
    // The locks may have come after an officer had ended the wait.
    if (outcome === 'LOCKS_HOLD' && resident.feedbackFrom === null) return;
    const act = { ...decided, effectiveOn: localDay(new Date()), fingerprint: 'case' };
    await this.records.changeWithin(keeper, manager, resident.id, act, endWait);
  }

  /** The record first, as everybody does who changes it and its cases. */
  private held(manager: EntityManager, { recordId }: ResidentCase): Promise<Resident> {
    return manager.findOneOrFail(Resident, {
      where: { id: recordId },
      lock: { mode: 'pessimistic_write' },
    });
  }

  private async known(keeper: Keeper, id: string): Promise<ResidentCase> {
    const found = await this.cases.find(keeper, id);
    if (found === null) throw new CaseUnknown();
    return found;
  }
}

function refuseForeign({ state, takenBy, takenIssuer }: ResidentCase, officer: PersonalActor): void {
  if (state === 'CLOSED') throw new CaseClosed();
  if (takenBy !== null && !isPerson(officer, takenBy, takenIssuer)) throw new CaseTaken();
}

/** Whether the officer is that person, at whatever client. */
const isPerson = ({ person }: PersonalActor, sub: string | null, iss: string | null): boolean =>
  person.sub === sub && person.iss === iss;

const outcomeUnsuitable = () =>
  new RequestInvalid([
    { pointer: '/outcome', code: 'request-invalid', detail: 'A case of this kind does not end like that.' },
  ]);
