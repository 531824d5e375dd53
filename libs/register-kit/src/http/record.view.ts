import type { RecordState } from '../record/record-history.ts';
import { kitProperties, type RegisterRecord, type Values } from '../record/register-record.ts';

/** A record as its officers see it: its own members beside id, version and the two times. */
export type RecordView<T extends RegisterRecord> = Values<T> & {
  readonly id: string;
  readonly version: number;
  readonly effectiveOn: string;
  /** RFC 3339, UTC. */
  readonly recordedAt: string;
};

export function viewOf<T extends RegisterRecord>(record: T): RecordView<T> {
  const { id, version, effectiveOn, recordedAt } = record;
  const own = Object.entries(record).filter(([property]) => !kitProperties.has(property));
  const values = Object.fromEntries(own) as Values<T>;
  return { id, version, effectiveOn, recordedAt: recordedAt.toISOString(), ...values };
}

export function viewOfState<T extends RegisterRecord>({ values, ...state }: RecordState): RecordView<T> {
  return { ...state, ...(values as Values<T>) };
}
