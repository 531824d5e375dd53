import { crc32 } from 'node:zlib';

/** What the relay brought to Kafka of one day; see `outbox_ledger`. */
export interface LedgerEntry {
  /** Days since 1970-01-01, UTC, of the rows' `created_at`. */
  readonly day: number;
  readonly events: number;
  readonly idSum: bigint;
  /** Sum of the rows' hashes: independent of order, changed by every repeat. */
  readonly contentHash: bigint;
}

/** A row as the ledger sees it: what was published, not what the table may say later. */
export interface LedgerRow {
  readonly id: number;
  readonly key: string;
  readonly payload: string;
  readonly day: number;
}

/** Totals of one batch per day. */
export function ledgerOf(rows: readonly LedgerRow[]): LedgerEntry[] {
  const days = new Map<number, { events: number; idSum: bigint; contentHash: bigint }>();
  for (const row of rows) {
    const entry = days.get(row.day) ?? { events: 0, idSum: 0n, contentHash: 0n };
    entry.events += 1;
    entry.idSum += BigInt(row.id);
    entry.contentHash += rowHash(row);
    days.set(row.day, entry);
  }
  return [...days].map(([day, entry]) => ({ day, ...entry }));
}

/** As `outbox_row_hash` in outbox-ledger.sql.ts: an id exchanged with another row's changes the sum as well. */
const rowHash = ({ id, key, payload }: LedgerRow): bigint =>
  BigInt(id) * BigInt(crc32(payload, crc32(`${key}\n`)));
