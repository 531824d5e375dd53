import {
  type DataSource,
  type EntityManager,
  type FindOptionsOrder,
  type FindOptionsWhere,
  In,
} from 'typeorm';
import type { SubjectKind } from '#libs/contracts';
import type { ForeignAttempts } from './foreign-attempts.ts';
import { admit, type Keeper, within } from '../competence/keeper.ts';
import type { Act, ChangeAct, HistoryEntry, Receipt, Rule } from './act.ts';
import { BulkRegistration, type BulkOutcome } from './bulk-registration.ts';
import { ActsOnce, type Work } from './acts-once.ts';
import { asRefusal } from './database-refusals.ts';
import { differences, refuseBeforeLatest, refuseFuture } from './record-differences.ts';
import type { PointInTime, RecordHistory, RecordState } from './record-history.ts';
import type { RecordWriter, Registration } from './record-writer.ts';
import type { RegisterRecord, Values } from './register-record.ts';
import type { Register } from './register-definition.ts';
import { keptNextBy, ofKeeper, refusalTo, refuseRegistration } from './competence.rules.ts';
import { RecordChangedMeanwhile, RecordUnknown } from '../register.errors.ts';

/**
 * The only writer of a register. Each act locks the row, checks the version, applies a pure rule, and writes record,
 * history and outbox in one transaction. Every method acts for a {@link Keeper}: what others keep is not there.
 */
export class RecordStore<T extends RegisterRecord> {
  private readonly bulk: BulkRegistration<T>;
  private readonly acts: ActsOnce<T>;

  constructor(
    private readonly definition: Register<T>,
    private readonly source: DataSource,
    private readonly writer: RecordWriter<T>,
    private readonly records: RecordHistory<T>,
    private readonly attempts: ForeignAttempts,
  ) {
    this.acts = new ActsOnce(definition, source, records);
    this.bulk = new BulkRegistration(definition, source, writer, records, (keeper, { act, values }) =>
      this.register(keeper, act, values),
    );
  }

  /**
   * Refusals: `effective-in-future`, `other-authority-competent`, `record-exists`, `idempotency-key-reused`, the
   * register's own `conflicts`.
   */
  async register(keeper: Keeper, act: Act, values: Values<T>): Promise<Receipt> {
    refuseRegistration(this.definition, keeper, { act, values });
    return this.acts.once(keeper, act, (manager) => this.writer.create(manager, keeper.id, { act, values }));
  }

  /**
   * For imports: outcomes in the order given, each registration by itself. Idempotency keys are not looked at, because
   * the natural key already makes a repetition harmless.
   */
  async registerMany(
    keeper: Keeper,
    registrations: readonly Registration<T>[],
  ): Promise<readonly BulkOutcome[]> {
    const refusals = registrations.map((each) => refusalTo(this.definition, keeper, each));
    const due = registrations.filter((_, index) => refusals[index] === undefined);
    const outcomes = [...(await this.bulk.run(keeper, due))];
    return refusals.map((refusal) => refusal ?? (outcomes.shift() as BulkOutcome));
  }

  /**
   * Refusals: those of the rule, and `record-unknown`, `record-changed-meanwhile`, `idempotency-key-reused`,
   * `other-authority-competent` where the record would become that of another authority.
   */
  async change(keeper: Keeper, id: string, act: ChangeAct, rule: Rule<T>): Promise<Receipt> {
    refuseFuture(act);
    return this.once(keeper, id, act, async (manager) => {
      const record = await this.locked(manager, keeper, id);
      // The lock may have been waited for: the same request may have been executed meanwhile.
      const replayed = await this.records.replay(manager, keeper, act);
      if (replayed) return replayed;
      if (record.version !== act.expectedVersion) throw new RecordChangedMeanwhile();
      return this.apply(manager, keeper, record, act, rule);
    });
  }

  /**
   * The transaction of a request that does more than its act, which it makes by {@link changeWithin}, e.g. closes the case
   * that led to it. Executed once; a repetition gets the receipt.
   */
  async once(keeper: Keeper, id: string, act: Act, work: Work): Promise<Receipt> {
    return this.acts.once(keeper, act, work).catch((error: unknown) => {
      if (error instanceof RecordUnknown) return this.nothing(keeper, 'act', id);
      throw error;
    });
  }

  /**
   * As {@link change}, in a transaction that does more than the act, e.g. that of an event's handler. Only the rule judges
   * whether the record is still as expected.
   */
  async changeWithin(
    keeper: Keeper,
    manager: EntityManager,
    id: string,
    act: Act,
    rule: Rule<T>,
  ): Promise<Receipt> {
    refuseFuture(act);
    await admit(manager, keeper.ids);
    const record = await this.locked(manager, keeper, id);
    const replayed = await this.records.replay(manager, keeper, act);
    return replayed ?? this.apply(manager, keeper, record, act, rule);
  }

  async get(keeper: Keeper, id: string): Promise<T> {
    const [record] = await this.where(keeper, { id } as FindOptionsWhere<T>, 1);
    return record ?? this.nothing(keeper, 'read', id);
  }

  /** At most `limit` records with an id after `after`, in the order of their ids. */
  list(keeper: Keeper, after: string | undefined, limit: number): Promise<readonly T[]> {
    return this.read(keeper, async (manager) => {
      const ids = await this.records.page(manager, keeper, after, limit);
      return this.found(manager, keeper, { id: In([...ids]) } as FindOptionsWhere<T>, limit);
    });
  }

  /** Records that the identifier names; usually one, several where the register allows ambiguity. */
  async find(keeper: Keeper, kind: SubjectKind, value: string): Promise<readonly T[]> {
    const subject = this.definition.subjects[kind];
    if (subject === undefined) return [];
    const found = await this.where(keeper, { [subject.property]: value } as FindOptionsWhere<T>, 100);
    if (found.length === 0) await this.attempts.note(keeper, { operation: 'search', kind, named: value });
    return found;
  }

  async history(keeper: Keeper, id: string): Promise<readonly HistoryEntry[]> {
    const entries = await this.read(keeper, (manager) => this.records.entries(manager, keeper, id));
    return entries.length === 0 ? this.nothing(keeper, 'history', id) : entries;
  }

  /** The record as it held on a day, as far as it was known at an instant; `record-unknown` before its registration. */
  async stateAt(keeper: Keeper, id: string, point: PointInTime): Promise<RecordState> {
    const state = await this.read(keeper, (manager) => this.records.stateAt(manager, keeper, id, point));
    return state ?? this.nothing(keeper, 'state', id);
  }

  /** What is not there may be somebody else's. @throws RecordUnknown */
  private async nothing(keeper: Keeper, operation: string, id: string): Promise<never> {
    await this.attempts.note(keeper, { operation, kind: 'record', named: id });
    throw new RecordUnknown();
  }

  private async apply(
    manager: EntityManager,
    keeper: Keeper,
    record: T,
    act: Act,
    rule: Rule<T>,
  ): Promise<Receipt> {
    const { type, patch } = rule(record);
    const changed = differences(record, patch);
    refuseBeforeLatest(record.origins, Object.keys(changed), act.effectiveOn);
    const authority = keptNextBy(this.definition, keeper, record, changed);
    if (authority !== keeper.id) await admit(manager, [...keeper.ids, authority]);
    return this.writer.change(manager, authority, record, act, { type, patch: changed });
  }

  private async locked(manager: EntityManager, keeper: Keeper, id: string): Promise<T> {
    const record = await manager.findOne(this.definition.entity, {
      where: ofKeeper(keeper, { id } as FindOptionsWhere<T>),
      lock: { mode: 'pessimistic_write' },
    });
    if (record === null) throw new RecordUnknown();
    return record;
  }

  private where(keeper: Keeper, where: FindOptionsWhere<T>, take: number): Promise<T[]> {
    return this.read(keeper, (manager) => this.found(manager, keeper, where, take));
  }

  private found(
    manager: EntityManager,
    keeper: Keeper,
    where: FindOptionsWhere<T>,
    take: number,
  ): Promise<T[]> {
    const order = { id: 'ASC' } as FindOptionsOrder<T>;
    return manager.find(this.definition.entity, { where: ofKeeper(keeper, where), order, take });
  }

  private async read<R>(keeper: Keeper, query: (manager: EntityManager) => Promise<R>): Promise<R> {
    try {
      return await within(this.source, keeper, query);
    } catch (error) {
      throw asRefusal(error);
    }
  }
}
