import type { DataSource, EntityManager } from 'typeorm';
import { type DomainError, repeatedOnce } from '#libs/service-kit';
import { type Keeper, within } from '../competence/keeper.ts';
import { RecordExists } from '../register.errors.ts';
import type { Act, Receipt } from './act.ts';
import { asRefusal, violatedConstraint } from './database-refusals.ts';
import type { RecordHistory } from './record-history.ts';
import type { RegisterRecord } from './register-record.ts';
import type { Register } from './register-definition.ts';

/** What a request does in its transaction. */
export type Work = (manager: EntityManager) => Promise<Receipt>;

/** Executes a request once: a twin that runs at the same time meets the unique key and gets the other's receipt. */
export class ActsOnce<T extends RegisterRecord> {
  constructor(
    private readonly definition: Register<T>,
    private readonly source: DataSource,
    private readonly records: RecordHistory<T>,
  ) {}

  async once(keeper: Keeper, act: Act, execute: Work): Promise<Receipt> {
    const replayed = (manager: EntityManager) => this.records.replay(manager, keeper, act);
    try {
      return await repeatedOnce(() =>
        within(this.source, keeper, async (manager) => (await replayed(manager)) ?? execute(manager)),
      );
    } catch (error) {
      const constraint = violatedConstraint(error);
      if (constraint === undefined) throw asRefusal(error);
      const receipt = await within(this.source, keeper, replayed).catch((fault: unknown) => {
        throw asRefusal(fault);
      });
      if (receipt) return receipt;
      throw this.refusalOf(constraint) ?? error;
    }
  }

  /** A collision in the history itself would be a fault of ours. */
  private refusalOf(constraint: string): DomainError | undefined {
    const own = this.definition.conflicts?.[constraint]?.();
    return (
      own ?? (constraint.startsWith(`${this.definition.record}_history`) ? undefined : new RecordExists())
    );
  }
}
