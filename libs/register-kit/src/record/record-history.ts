import type { EntityManager } from 'typeorm';
import { nameOf } from '#libs/contracts';
import type { Keeper } from '../competence/keeper.ts';
import { type Act, type HistoryEntry, personOf, type Receipt } from './act.ts';
import type { ChangeEvents } from './change-events.ts';
import type { RecordLayout } from './record-layout.ts';
import type { RegisterRecord } from './register-record.ts';
import { IdempotencyKeyReused } from '#libs/service-kit';

interface HistoryRow {
  readonly id: string;
  readonly version: number;
  readonly type: string;
  readonly effectiveOn: string;
  readonly recordedAt: Date;
  readonly ground: string;
  readonly officer: string;
  readonly issuer: string | null;
  readonly client: string | null;
  readonly fingerprint: string;
  readonly eventId: string;
  readonly patch: Readonly<Record<string, unknown>>;
}

/** The two time axes: `effectiveOn` a day, `recordedAt` an RFC 3339 instant. Absent means now. */
export interface PointInTime {
  readonly effectiveOn?: string;
  readonly recordedAt?: string;
}

/** A record as it was, or as it was known, at some time. */
export interface RecordState {
  readonly id: string;
  readonly version: number;
  readonly effectiveOn: string;
  readonly recordedAt: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Reads what {@link RecordWriter} kept of a keeper's records. Inserted once, never changed. */
export class RecordHistory<T extends RegisterRecord> {
  private readonly select: string;
  private readonly pageSql: string;
  private readonly nothing: Readonly<Record<string, null>>;

  constructor(
    layout: RecordLayout,
    private readonly events: ChangeEvents<T>,
  ) {
    this.select = `select h.record_id as id, h.version, h.type, h.effective_on::text as "effectiveOn",
      h.recorded_at as "recordedAt", h.ground, h.officer, h.issuer, h.client, h.body_fingerprint as fingerprint,
      h.event_id as "eventId", h.patch
      from ${layout.history} h join ${layout.table} r on r.id = h.record_id and r.authority = any($1::text[])`;
    this.pageSql = `select next.id from unnest($1::text[]) as k(authority)
      cross join lateral (select r.id from ${layout.table} r where r.authority = k.authority and r.id > $2::uuid
        order by r.id limit $3) next
      order by next.id limit $3`;
    this.nothing = Object.fromEntries([...layout.columns.keys()].map((property) => [property, null]));
  }

  /** The receipt of the same request under the same key; {@link IdempotencyKeyReused} when it was another request. */
  async replay(manager: EntityManager, keeper: Keeper, act: Act): Promise<Receipt | undefined> {
    if (act.idempotencyKey === undefined) return undefined;
    const sql = `${this.select} where h.officer = $2 and h.idempotency_key = $3
      and h.issuer is not distinct from $4 and h.client is not distinct from $5`;
    const { issuer, client } = personOf(act);
    const values = [keeper.ids, nameOf(act.officer), act.idempotencyKey, issuer, client];
    const [row] = await manager.query<HistoryRow[]>(sql, values);
    if (row === undefined) return undefined;
    if (row.fingerprint !== act.fingerprint) throw new IdempotencyKeyReused();
    return {
      id: row.id,
      version: row.version,
      changedFields: this.events.tellable(Object.keys(row.patch)),
      effectiveOn: row.effectiveOn,
      recordedAt: row.recordedAt.toISOString(),
      eventId: row.eventId,
    };
  }

  async entries(manager: EntityManager, keeper: Keeper, id: string): Promise<readonly HistoryEntry[]> {
    const rows = await manager.query<HistoryRow[]>(
      `${this.select} where h.record_id = $2 order by h.version`,
      [keeper.ids, id],
    );
    return rows.map(({ id: _id, fingerprint: _fingerprint, recordedAt, issuer, client, ...entry }) => ({
      ...entry,
      ...(issuer !== null && { issuer }),
      client: client ?? entry.officer,
      recordedAt: recordedAt.toISOString(),
    }));
  }

  /** Ids of the records of a page, by authority first: no record of another one is read. */
  async page(
    manager: EntityManager,
    keeper: Keeper,
    after: string | undefined,
    limit: number,
  ): Promise<readonly string[]> {
    const values = [keeper.ids, after ?? BEFORE_ALL, limit];
    return (await manager.query<{ id: string }[]>(this.pageSql, values)).map(({ id }) => id);
  }

  /** First entries of many records, by record id. */
  async registrations(
    manager: EntityManager,
    keeper: Keeper,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, Pick<HistoryRow, 'patch' | 'effectiveOn'>>> {
    const rows = await manager.query<HistoryRow[]>(
      `${this.select} where h.record_id = any($2::uuid[]) and h.version = 1`,
      [keeper.ids, ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Folds the patches that were effective by a day and recorded by an instant. */
  async stateAt(
    manager: EntityManager,
    keeper: Keeper,
    id: string,
    point: PointInTime,
  ): Promise<RecordState | undefined> {
    const rows = await manager.query<HistoryRow[]>(
      `${this.select} where h.record_id = $2
         and h.effective_on <= coalesce($3::date, 'infinity')
         and h.recorded_at <= coalesce($4::timestamptz, 'infinity')
       order by h.effective_on, h.version`,
      [keeper.ids, id, point.effectiveOn ?? null, point.recordedAt ?? null],
    );
    const latest = rows.reduce<HistoryRow | undefined>(
      (found, row) => (found === undefined || row.version > found.version ? row : found),
      undefined,
    );
    if (latest === undefined) return undefined;
    return {
      id,
      version: latest.version,
      effectiveOn: rows.at(-1)?.effectiveOn ?? latest.effectiveOn,
      recordedAt: latest.recordedAt.toISOString(),
      values: Object.assign({}, this.nothing, ...rows.map((row) => row.patch)) as Record<string, unknown>,
    };
  }
}
