import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { appendEvents, outboxEventOf } from '#libs/outbox';
import { type DigestKey, nameOf, pseudonym } from '#libs/contracts';
import { traced } from '#libs/service-kit';
import { type Act, personOf, type Receipt } from './act.ts';
import type { ChangeEvents, Recorded } from './change-events.ts';
import type { RecordLayout } from './record-layout.ts';
import type { RecordSearch } from './record-search.ts';
import { changeSql, registerSql } from './record-writer.sql.ts';
import type { RegisterRecord, Values } from './register-record.ts';
import type { Register } from './register-definition.ts';

export interface Registration<T extends RegisterRecord> {
  readonly act: Act;
  readonly values: Values<T>;
}

/** Writes record, search entries, history and outbox together, inside the caller's transaction and under the caller's lock. */
export class RecordWriter<T extends RegisterRecord> {
  private readonly registerSql: string;
  private readonly registerNewSql: string;

  constructor(
    private readonly register: Register<T>,
    private readonly layout: RecordLayout,
    private readonly events: ChangeEvents<T>,
    private readonly citizenKey: DigestKey,
    private readonly search: RecordSearch<T> | undefined,
  ) {
    this.registerSql = registerSql(layout, '');
    this.registerNewSql = registerSql(layout, 'on conflict do nothing');
  }

  /** Registers one record; a conflict with another record is the database's unique violation. */
  async create(manager: EntityManager, authority: string, registration: Registration<T>): Promise<Receipt> {
    const [receipt] = await this.insert(manager, authority, this.registerSql, [registration]);
    return receipt as Receipt;
  }

  /** Registers many records at once; `undefined` where a record conflicts with one that exists. */
  createNew(
    manager: EntityManager,
    authority: string,
    registrations: readonly Registration<T>[],
  ): Promise<readonly (Receipt | undefined)[]> {
    return this.insert(manager, authority, this.registerNewSql, registrations);
  }

  /**
   * @param authority who keeps the record from now on
   * @param change its `patch` holds only what differs from the record
   */
  async change(
    manager: EntityManager,
    authority: string,
    record: T,
    act: Act,
    change: { readonly type: string; readonly patch: Partial<Values<T>> },
  ): Promise<Receipt> {
    const { type, patch } = change;
    const changed = Object.keys(patch);
    const eventId = uuid();
    const version = record.version + 1;
    const [row] = await manager.query<{ recordedAt: string }[]>(changeSql(this.layout, changed), [
      record.id,
      version,
      act.effectiveOn,
      this.concerns({ ...record, ...patch }),
      changed,
      JSON.stringify(this.layout.row(patch)),
      type,
      act.ground,
      nameOf(act.officer),
      act.idempotencyKey ?? null,
      act.fingerprint,
      eventId,
      JSON.stringify(withAbsentAsNull(patch)),
      ...Object.values(personOf(act)),
      authority,
    ]);
    await this.search?.replace(manager, record.id, record, { ...record, ...patch });
    const recordedAt = row?.recordedAt ?? '';
    const eventKey = this.eventKey({ ...record, ...patch });
    const { effectiveOn } = act;
    const [receipt] = await this.announce(manager, [
      { eventId, type, eventKey, authority, recordId: record.id, version, changed, effectiveOn, recordedAt },
    ]);
    return receipt as Receipt;
  }

  private async insert(
    manager: EntityManager,
    authority: string,
    sql: string,
    registrations: readonly Registration<T>[],
  ): Promise<readonly (Receipt | undefined)[]> {
    const given = registrations.map(({ act, values }) => this.row(authority, act, values));
    const type = `${this.register.record}.registered.v1`;
    const rows = await manager.query<{ id: string; recordedAt: string }[]>(sql, [
      JSON.stringify(given),
      type,
    ]);
    const recordedAt = new Map(rows.map((row) => [row.id, row.recordedAt]));
    const created = given.filter((row) => recordedAt.has(row.id));
    await this.search?.add(
      manager,
      registrations.flatMap(({ values }, index) => {
        const id = given[index]?.id ?? '';
        return recordedAt.has(id) ? [{ id, values }] : [];
      }),
    );
    const receipts = await this.announce(
      manager,
      created.map((row) => ({
        eventId: row.event_id,
        type,
        eventKey: row.event_key,
        authority,
        recordId: row.id,
        version: 1,
        changed: Object.keys(row.patch),
        effectiveOn: row.effective_on,
        recordedAt: recordedAt.get(row.id) ?? '',
      })),
    );
    const byId = new Map(receipts.map((receipt) => [receipt.id, receipt]));
    return given.map((row) => byId.get(row.id));
  }

  private row(authority: string, act: Act, values: Values<T>) {
    const id = uuid();
    const patch = withoutAbsent(values);
    return {
      id,
      event_id: uuid(),
      event_key: this.eventKey({ ...values, id }),
      effective_on: act.effectiveOn,
      ground: act.ground,
      officer: nameOf(act.officer),
      ...personOf(act),
      idempotency_key: act.idempotencyKey ?? null,
      body_fingerprint: act.fingerprint,
      concerns: this.concerns(values),
      authority,
      patch,
      record: this.layout.row(patch),
    };
  }

  private async announce(manager: EntityManager, acts: readonly Recorded[]): Promise<readonly Receipt[]> {
    const events = acts.map((recorded) => this.events.event(recorded));
    await traced('producer', 'append events', appended(events.length), () =>
      appendEvents(manager, events.map(outboxEventOf)),
    );
    return events.map((event) => ({
      id: event.data.recordId,
      version: event.data.version,
      changedFields: event.data.changedFields,
      effectiveOn: event.data.effectiveOn,
      recordedAt: event.time,
      eventId: event.id,
    }));
  }

  private concerns(values: Values<T>): readonly string[] {
    const persons = this.register.concerns?.(values) ?? [];
    return persons.map((idnr) => this.citizen(idnr));
  }

  private eventKey(record: Values<T> & { readonly id: string }): string {
    const key = this.register.eventKey(record);
    return typeof key === 'string' ? key : this.citizen(key.person);
  }

  private citizen(idnr: string): string {
    return pseudonym(this.citizenKey, 'citizen', idnr);
  }
}

const withAbsentAsNull = (values: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).map(([property, value]) => [property, (value as unknown) ?? null]),
  );

export function withoutAbsent(values: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined),
  );
}

const appended = (count: number) =>
  ({
    'messaging.system': 'kafka',
    'messaging.operation.name': 'append',
    'messaging.operation.type': 'create',
    'messaging.batch.message_count': count,
  }) as const;
