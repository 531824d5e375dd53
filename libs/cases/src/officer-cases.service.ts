import type { FactoryProvider } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { PersonalActor } from '#libs/contracts';
import { ForeignAttempts, type Keeper, within } from '#libs/register-kit';
import { repeatedOnce } from '#libs/service-kit';
import { CaseUnknown } from './case.errors.ts';
import {
  type Case,
  type CaseFile,
  type CaseFilter,
  isClosedSo,
  refuseForeign,
  refuseUnsuitable,
} from './case.rules.ts';
import type { CaseDefinition } from './case-definition.ts';
import { CaseStore } from './case.store.ts';

/** Locks what a decision changes, before the case is closed, and answers what to do once it is. */
export type Decision<C extends Case> = (manager: EntityManager, found: C) => Promise<() => Promise<unknown>>;

/** What officers do with cases, for one authority; each of it is one transaction. */
export class OfficerCases<C extends Case> {
  private readonly cases: CaseStore<C>;

  constructor(
    private readonly source: DataSource,
    private readonly definition: CaseDefinition<C>,
    private readonly attempts: ForeignAttempts,
  ) {
    this.cases = new CaseStore(definition);
  }

  /** Provides them to a module of the register. */
  static of<C extends Case>(definition: CaseDefinition<C>): FactoryProvider<OfficerCases<C>> {
    const useFactory = (source: DataSource, attempts: ForeignAttempts): OfficerCases<C> =>
      new OfficerCases(source, definition, attempts);
    return { provide: OfficerCases, useFactory, inject: [DataSource, ForeignAttempts] };
  }

  list(keeper: Keeper, filter: CaseFilter, after: string | undefined, limit: number): Promise<readonly C[]> {
    return within(this.source, keeper, (manager) => this.cases.list(manager, keeper, filter, after, limit));
  }

  read(keeper: Keeper, id: string): Promise<CaseFile<C>> {
    return this.within(keeper, id, (manager) => this.file(manager, keeper, id));
  }

  /** Of officers who take a case at once one gets it. Taking what is one's own already changes nothing. */
  take(keeper: Keeper, id: string, officer: PersonalActor): Promise<CaseFile<C>> {
    return this.onceOn(keeper, id, async (manager) => {
      await this.known(manager, keeper, id);
      if (!(await this.cases.take(manager, keeper, id, officer)))
        refuseForeign(await this.known(manager, keeper, id), officer);
      return this.file(manager, keeper, id);
    });
  }

  /** Repeating how one has closed a case changes nothing. @param decision what follows from it elsewhere */
  close(
    keeper: Keeper,
    id: string,
    officer: PersonalActor,
    outcome: C['outcome'] & string,
    decision: Decision<C> = async () => async () => undefined,
  ): Promise<CaseFile<C>> {
    return this.onceOn(keeper, id, async (manager) => {
      await this.closeWithin(manager, keeper, id, officer, outcome, decision);
      return this.file(manager, keeper, id);
    });
  }

  /** As {@link close}, in a transaction that does more. @throws CaseUnknown, which {@link noted} notes */
  async closeWithin(
    manager: EntityManager,
    keeper: Keeper,
    id: string,
    officer: PersonalActor,
    outcome: C['outcome'] & string,
    decision: Decision<C>,
  ): Promise<void> {
    const found = await this.known(manager, keeper, id);
    const carryOut = await decision(manager, found);
    const kind: C['kind'] = found.kind;
    refuseUnsuitable(this.definition.outcomesOf[kind], outcome);
    if (await this.cases.close(manager, keeper, id, officer, outcome)) await carryOut();
    else {
      const now = await this.known(manager, keeper, id);
      if (!isClosedSo(now, officer, outcome)) refuseForeign(now, officer);
    }
  }

  /** What is not there may be somebody else's; that is noted beside the transaction, which has ended with it. */
  noted<R>(keeper: Keeper, id: string, work: Promise<R>): Promise<R> {
    return work.catch(async (error: unknown) => {
      if (error instanceof CaseUnknown)
        await this.attempts.note(keeper, { operation: 'case', kind: 'case', named: id });
      throw error;
    });
  }

  /** A case that the officer may work on: nobody else has taken it, and it is not closed. */
  workable(keeper: Keeper, id: string, officer: PersonalActor): Promise<C> {
    return this.within(keeper, id, async (manager) => {
      const found = await this.known(manager, keeper, id);
      refuseForeign(found, officer);
      return found;
    });
  }

  /** Work on cases in one transaction, and once more where the database ended it for another's sake. */
  once<R>(keeper: Keeper, work: (manager: EntityManager) => Promise<R>): Promise<R> {
    return repeatedOnce(() => within(this.source, keeper, work));
  }

  private onceOn<R>(keeper: Keeper, id: string, work: (manager: EntityManager) => Promise<R>): Promise<R> {
    return repeatedOnce(() => this.within(keeper, id, work));
  }

  private within<R>(keeper: Keeper, id: string, work: (manager: EntityManager) => Promise<R>): Promise<R> {
    return this.noted(keeper, id, within(this.source, keeper, work));
  }

  private async file(manager: EntityManager, keeper: Keeper, id: string): Promise<CaseFile<C>> {
    const found = await this.known(manager, keeper, id);
    return { found, acts: await this.cases.acts(manager, id) };
  }

  private async known(manager: EntityManager, keeper: Keeper, id: string): Promise<C> {
    const found = await this.cases.find(manager, keeper, id);
    if (found === null) throw new CaseUnknown();
    return found;
  }
}
