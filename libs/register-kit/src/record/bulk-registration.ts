import { type DataSource, type FindOptionsWhere, In } from 'typeorm';
import { DomainError, repeatedOnce } from '#libs/service-kit';
import { type Keeper, within } from '../competence/keeper.ts';
import type { Receipt } from './act.ts';
import { asRefusal } from './database-refusals.ts';
import { sameContent } from './record-differences.ts';
import type { RecordHistory } from './record-history.ts';
import { type RecordWriter, type Registration, withoutAbsent } from './record-writer.ts';
import type { RegisterRecord } from './register-record.ts';
import type { Register } from './register-definition.ts';
import { RecordExists, RegisterUnavailable } from '../register.errors.ts';

/** What became of one of many registrations; an error concerns that one only. */
export type BulkOutcome = 'created' | 'unchanged' | Error;

/** Registers many records in one statement and treats one by one only those that conflict. */
export class BulkRegistration<T extends RegisterRecord> {
  constructor(
    private readonly register: Register<T>,
    private readonly source: DataSource,
    private readonly writer: RecordWriter<T>,
    private readonly records: RecordHistory<T>,
    private readonly registerOne: (keeper: Keeper, registration: Registration<T>) => Promise<Receipt>,
  ) {}

  /** Outcomes in the order given. A record that was registered with the same content before is `unchanged`. */
  async run(keeper: Keeper, registrations: readonly Registration<T>[]): Promise<readonly BulkOutcome[]> {
    const created = await this.createNew(keeper, registrations);
    if (created instanceof Error) return registrations.map(() => created);
    const left = registrations.filter((_, index) => !created[index]);
    const settled = await this.settle(keeper, left);
    return created.map((receipt) => (receipt ? 'created' : (settled.shift() as BulkOutcome)));
  }

  /** A fault of one line would undo all; then none counts as created, and each is tried by itself. */
  private async createNew(
    keeper: Keeper,
    registrations: readonly Registration<T>[],
  ): Promise<readonly (Receipt | undefined)[] | RegisterUnavailable> {
    try {
      return await repeatedOnce(() =>
        within(this.source, keeper, (manager) => this.writer.createNew(manager, keeper.id, registrations)),
      );
    } catch (error) {
      const refusal = asRefusal(error);
      return refusal instanceof RegisterUnavailable ? refusal : registrations.map(() => undefined);
    }
  }

  private async settle(keeper: Keeper, registrations: readonly Registration<T>[]): Promise<BulkOutcome[]> {
    if (registrations.length === 0) return [];
    const known = await this.known(keeper, registrations);
    const outcomes: BulkOutcome[] = [];
    for (const registration of registrations) {
      const registered = known.get(this.keyOf(registration.values));
      outcomes.push(registered ? compare(registration, registered) : await this.tryOne(keeper, registration));
    }
    return outcomes;
  }

  private async tryOne(keeper: Keeper, registration: Registration<T>): Promise<BulkOutcome> {
    try {
      await this.registerOne(keeper, registration);
      return 'created';
    } catch (error) {
      if (!(error instanceof RecordExists)) return error as Error;
      const registered = (await this.known(keeper, [registration])).get(this.keyOf(registration.values));
      return registered ? compare(registration, registered) : error;
    }
  }

  /** The first history entries of the keeper's records that have these natural keys. */
  private known(
    keeper: Keeper,
    registrations: readonly Registration<T>[],
  ): Promise<ReadonlyMap<string, Registered>> {
    const { entity, naturalKey } = this.register;
    const keys = registrations.map(({ values }) => this.keyOf(values));
    const where = { [naturalKey]: In(keys), authority: In([...keeper.ids]) } as FindOptionsWhere<T>;
    return within(this.source, keeper, async (manager) => {
      const found = await manager.find(entity, { where });
      const ids = found.map((record) => record.id);
      const first = await this.records.registrations(manager, keeper, ids);
      return new Map(found.map((record) => [this.keyOf(record), first.get(record.id) as Registered]));
    });
  }

  private keyOf(values: object): string {
    return String((values as Readonly<Record<string, unknown>>)[this.register.naturalKey]);
  }
}

interface Registered {
  readonly patch: Readonly<Record<string, unknown>>;
  readonly effectiveOn: string;
}

function compare<T extends RegisterRecord>(
  { act, values }: Registration<T>,
  registered: Registered,
): 'unchanged' | DomainError {
  const same =
    act.effectiveOn === registered.effectiveOn && sameContent(withoutAbsent(values), registered.patch);
  return same ? 'unchanged' : new RecordExists();
}
