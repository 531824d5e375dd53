import type {
  Act,
  BulkOutcome,
  ChangeAct,
  HistoryEntry,
  Keeper,
  PointInTime,
  Receipt,
  RecordState,
  RecordStore,
  Register,
  RegisterRecord,
  Registration,
  Rule,
  Values,
} from '#libs/register-kit';
import { Keepers } from '#libs/register-kit';

/** What the officers of one authority do with a store. */
export class OfficeRecords<T extends RegisterRecord> {
  constructor(
    readonly store: RecordStore<T>,
    readonly keeper: Keeper,
  ) {}

  /** @param authority of the table that the register goes by */
  static of<T extends RegisterRecord>(
    store: RecordStore<T>,
    register: Register<T>,
    authority: string | null,
  ): OfficeRecords<T> {
    return new OfficeRecords(store, new Keepers(register).of({ authority: authority ?? '' }));
  }

  register(act: Act, values: Values<T>): Promise<Receipt> {
    return this.store.register(this.keeper, act, values);
  }

  registerMany(registrations: readonly Registration<T>[]): Promise<readonly BulkOutcome[]> {
    return this.store.registerMany(this.keeper, registrations);
  }

  change(id: string, act: ChangeAct, rule: Rule<T>): Promise<Receipt> {
    return this.store.change(this.keeper, id, act, rule);
  }

  get(id: string): Promise<T> {
    return this.store.get(this.keeper, id);
  }

  history(id: string): Promise<readonly HistoryEntry[]> {
    return this.store.history(this.keeper, id);
  }

  stateAt(id: string, point: PointInTime): Promise<RecordState> {
    return this.store.stateAt(this.keeper, id, point);
  }
}
