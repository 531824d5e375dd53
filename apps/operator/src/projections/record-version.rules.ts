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

/** Folds the events of a record, in their order; what is not newer changes nothing. */
export function withEvent(known: RecordVersion | undefined, { id, type, data }: ChangeEvent): RecordVersion {
  if (known !== undefined && data.version <= known.version) return known;
  return {
    recordId: data.recordId,
    version: data.version,
    lastType: type,
    lastEvent: id,
    effectiveOn: data.effectiveOn,
    missing: (known?.missing ?? 0) + data.version - (known?.version ?? 0) - 1,
  };
}

/** Last word on each record within a batch, as if nothing had been known before it. */
export function foldEvents(events: Iterable<ChangeEvent>): readonly RecordVersion[] {
  const records = new Map<string, RecordVersion>();
  for (const event of events) {
    const { recordId } = event.data;
    const known = records.get(recordId);
    const next = withEvent(known, event);
    if (next !== known) records.set(recordId, next);
  }
  return [...records.values()];
}

export const rowText = (row: RecordVersion): string =>
  [row.recordId, row.version, row.lastType, row.lastEvent, row.effectiveOn, row.missing].join(' ');
