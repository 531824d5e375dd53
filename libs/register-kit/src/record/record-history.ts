import type { EntityManager } from 'typeorm';
import { nameOf } from '#libs/contracts';
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

/** Reads what {@link RecordWriter} kept. Inserted once, never changed. */
export class RecordHistory<T extends RegisterRecord> {
  private readonly select: string;
  private readonly nothing: Readonly<Record<string, null>>;

  constructor(
    layout: RecordLayout,
    private readonly events: ChangeEvents<T>,
  ) {
    this.select = `select record_id as id, version, type, effective_on::text as "effectiveOn",
      recorded_at as "recordedAt", ground, officer, issuer, client, body_fingerprint as fingerprint, event_id as "eventId", patch
      from ${layout.history}`;
    this.nothing = Object.fromEntries([...layout.columns.keys()].map((property) => [property, null]));
  }

  /** The receipt of the same request under the same key; {@link IdempotencyKeyReused} when it was another request. */
  async replay(manager: EntityManager, act: Act): Promise<Receipt | undefined> {
    if (act.idempotencyKey === undefined) return undefined;
    const sql = `${this.select} where officer = $1 and idempotency_key = $2
      and issuer is not distinct from $3 and client is not distinct from $4`;
    const { issuer, client } = personOf(act);
    const values = [nameOf(act.officer), act.idempotencyKey, issuer, client];
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

  async entries(manager: EntityManager, id: string): Promise<readonly HistoryEntry[]> {
    const rows = await manager.query<HistoryRow[]>(`${this.select} where record_id = $1 order by version`, [
      id,
    ]);
    return rows.map(({ id: _id, fingerprint: _fingerprint, recordedAt, issuer, client, ...entry }) => ({
      ...entry,
      ...(issuer !== null && { issuer }),
      client: client ?? entry.officer,
      recordedAt: recordedAt.toISOString(),
    }));
  }

  /** First entries of many records, by record id. */
  async registrations(
    manager: EntityManager,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, Pick<HistoryRow, 'patch' | 'effectiveOn'>>> {
    const rows = await manager.query<HistoryRow[]>(
      `${this.select} where record_id = any($1::uuid[]) and version = 1`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Folds the patches that were effective by a day and recorded by an instant. */
  async stateAt(manager: EntityManager, id: string, point: PointInTime): Promise<RecordState | undefined> {
    const rows = await manager.query<HistoryRow[]>(
      `${this.select} where record_id = $1
         and effective_on <= coalesce($2::date, 'infinity') and recorded_at <= coalesce($3::timestamptz, 'infinity')
       order by effective_on, version`,
      [id, point.effectiveOn ?? null, point.recordedAt ?? null],
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
