import {
  type DataSource,
  type EntityManager,
  type FindOptionsOrder,
  type FindOptionsWhere,
  MoreThan,
} from 'typeorm';
import type { SubjectKind } from '#libs/contracts';
import type { DomainError } from '#libs/service-kit';
import { repeatedOnce } from '#libs/service-kit';
import type { Act, ChangeAct, HistoryEntry, Receipt, Rule } from './act.ts';
import { BulkRegistration, type BulkOutcome } from './bulk-registration.ts';
import { asRefusal, violatedConstraint } from './database-refusals.ts';
import { localDay } from './local-day.ts';
import { differences, refuseBeforeLatest } from './record-differences.ts';
import type { PointInTime, RecordHistory, RecordState } from './record-history.ts';
import type { RecordWriter, Registration } from './record-writer.ts';
import type { RegisterRecord, Values } from './register-record.ts';
import type { Register } from './register-definition.ts';
import {
  EffectiveInFuture,
  RecordChangedMeanwhile,
  RecordExists,
  RecordUnknown,
} from '../register.errors.ts';

/**
 * The only writer of a register. Each act locks the row, checks the version, applies a pure rule, and writes record,
 * history and outbox in one transaction.
 */
export class RecordStore<T extends RegisterRecord> {
  private readonly bulk: BulkRegistration<T>;

  constructor(
    private readonly definition: Register<T>,
    private readonly source: DataSource,
    private readonly writer: RecordWriter<T>,
    private readonly records: RecordHistory<T>,
  ) {
    this.bulk = new BulkRegistration(definition, source, writer, records, ({ act, values }) =>
      this.register(act, values),
    );
  }

  /** Refusals: `effective-in-future`, `record-exists`, `idempotency-key-reused`, the register's own `conflicts`. */
  async register(act: Act, values: Values<T>): Promise<Receipt> {
    refuseFuture(act);
    return this.once(act, (manager) => this.writer.create(manager, { act, values }));
  }

  /**
   * For imports: outcomes in the order given, each registration by itself. Idempotency keys are not looked at, because
   * the natural key already makes a repetition harmless.
   */
  async registerMany(registrations: readonly Registration<T>[]): Promise<readonly BulkOutcome[]> {
    const today = localDay(new Date());
    const due = registrations.filter(({ act }) => act.effectiveOn <= today);
    const outcomes = [...(await this.bulk.run(due))];
    return registrations.map(({ act }) =>
      act.effectiveOn <= today ? (outcomes.shift() as BulkOutcome) : new EffectiveInFuture(),
    );
  }

  /** Refusals: those of the rule, and `record-unknown`, `record-changed-meanwhile`, `idempotency-key-reused`. */
  async change(id: string, act: ChangeAct, rule: Rule<T>): Promise<Receipt> {
    refuseFuture(act);
    return this.once(act, async (manager) => {
      const record = await this.locked(manager, id);
      // The lock may have been waited for: the same request may have been executed meanwhile.
      const replayed = await this.records.replay(manager, act);
      if (replayed) return replayed;
      if (record.version !== act.expectedVersion) throw new RecordChangedMeanwhile();
      const { type, patch } = rule(record);
      const changed = differences(record, patch);
      refuseBeforeLatest(record.origins, Object.keys(changed), act.effectiveOn);
      return this.writer.change(manager, record, act, { type, patch: changed });
    });
  }

  async get(id: string): Promise<T> {
    const [record] = await this.where({ id } as FindOptionsWhere<T>, 1);
    if (record === undefined) throw new RecordUnknown();
    return record;
  }

  /** At most `limit` records with an id after `after`, in the order of their ids. */
  list(after: string | undefined, limit: number): Promise<readonly T[]> {
    const where = after === undefined ? {} : { id: MoreThan(after) };
    return this.where(where as FindOptionsWhere<T>, limit);
  }

  /** Records that the identifier names; usually one, several where the register allows ambiguity. */
  find(kind: SubjectKind, value: string): Promise<readonly T[]> {
    const subject = this.definition.subjects[kind];
    if (subject === undefined) return Promise.resolve([]);
    return this.where({ [subject.property]: value } as FindOptionsWhere<T>, 100);
  }

  async history(id: string): Promise<readonly HistoryEntry[]> {
    const entries = await this.read((manager) => this.records.entries(manager, id));
    if (entries.length === 0) throw new RecordUnknown();
    return entries;
  }

  /** The record as it held on a day, as far as it was known at an instant; `record-unknown` before its registration. */
  async stateAt(id: string, point: PointInTime): Promise<RecordState> {
    const state = await this.read((manager) => this.records.stateAt(manager, id, point));
    if (state === undefined) throw new RecordUnknown();
    return state;
  }

  private async locked(manager: EntityManager, id: string): Promise<T> {
    const record = await manager.findOne(this.definition.entity, {
      where: { id } as FindOptionsWhere<T>,
      lock: { mode: 'pessimistic_write' },
    });
    if (record === null) throw new RecordUnknown();
    return record;
  }

  /** Executes a request once: a twin that runs at the same time meets the unique key and gets the other's receipt. */
  private async once(act: Act, execute: (manager: EntityManager) => Promise<Receipt>): Promise<Receipt> {
    try {
      const replayed = await this.records.replay(this.source.manager, act);
      return replayed ?? (await repeatedOnce(() => this.source.transaction(execute)));
    } catch (error) {
      const constraint = violatedConstraint(error);
      if (constraint === undefined) throw asRefusal(error);
      const replayed = await this.records.replay(this.source.manager, act);
      if (replayed) return replayed;
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

  private where(where: FindOptionsWhere<T>, take: number): Promise<T[]> {
    const order = { id: 'ASC' } as FindOptionsOrder<T>;
    return this.read((manager) => manager.find(this.definition.entity, { where, order, take }));
  }

  private async read<R>(query: (manager: EntityManager) => Promise<R>): Promise<R> {
    try {
      return await query(this.source.manager);
    } catch (error) {
      throw asRefusal(error);
    }
  }
}

function refuseFuture(act: Act): void {
  if (act.effectiveOn > localDay(new Date())) throw new EffectiveInFuture();
}
