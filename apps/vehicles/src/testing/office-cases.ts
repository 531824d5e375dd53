import type { DataSource, EntityManager } from 'typeorm';
import type { CaseAct } from '#libs/cases';
import type { PersonalActor } from '#libs/contracts';
import { type Keeper, within } from '#libs/register-kit';
import type { CaseOutcome, VehicleCase } from '../cases/case.rules.ts';
import { allOffices, type VehicleCaseStore } from '../cases/case.store.ts';

/** What the officers of one office do with the store of cases, each step a transaction of its own. */
export class OfficeCases {
  constructor(
    private readonly source: DataSource,
    private readonly store: VehicleCaseStore,
    private readonly keeper: Keeper,
  ) {}

  /** Whosever it is. */
  find(id: string): Promise<VehicleCase | null> {
    return within(this.source, allOffices, (manager) => this.store.find(manager, id));
  }

  acts(id: string): Promise<readonly CaseAct[]> {
    return this.within((manager) => this.store.shared.acts(manager, id));
  }

  take(id: string, officer: PersonalActor): Promise<boolean> {
    return this.within((manager) => this.store.shared.take(manager, this.keeper, id, officer));
  }

  close(id: string, officer: PersonalActor, outcome: CaseOutcome): Promise<boolean> {
    return this.within((manager) => this.store.shared.close(manager, this.keeper, id, officer, outcome));
  }

  private within<R>(work: (manager: EntityManager) => Promise<R>): Promise<R> {
    return within(this.source, this.keeper, work);
  }
}
