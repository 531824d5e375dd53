import type { ChangeEvent } from '#libs/contracts';

/** What a projection says about one record. */
export interface RecordVersion {
  readonly recordId: string;
  readonly version: number;
  readonly lastType: string;
  readonly lastEvent: string;
  readonly effectiveOn: string;
  /** Versions up to this one that no event told of. */
  readonly missing: number;
}

/** What an event says when it is the only one known of its record. */
export const rowOf = ({ id, type, data }: ChangeEvent): RecordVersion => ({
  recordId: data.recordId,
  version: data.version,
  lastType: type,
  lastEvent: id,
  effectiveOn: data.effectiveOn,
  missing: data.version - 1,
});

/** Folds what the events of a record say, one by one in their order; what is not newer changes nothing. */
export function withRow(known: RecordVersion | undefined, row: RecordVersion): RecordVersion {
  if (known === undefined) return row;
  if (row.version <= known.version) return known;
  return { ...row, missing: known.missing + row.version - known.version - 1 };
}

/** Last word on each record within a batch, as if nothing had been known before it. */
export function foldEvents(events: Iterable<ChangeEvent>): readonly RecordVersion[] {
  const records = new Map<string, RecordVersion>();
  for (const event of events) {
    const row = rowOf(event);
    const known = records.get(row.recordId);
    const next = withRow(known, row);
    if (next !== known) records.set(row.recordId, next);
  }
  return [...records.values()];
}

export const rowText = (row: RecordVersion): string =>
  [row.recordId, row.version, row.lastType, row.lastEvent, row.effectiveOn, row.missing].join(' ');
