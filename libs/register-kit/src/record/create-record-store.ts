import type { DataSource } from 'typeorm';
import { ForeignAttempts } from './foreign-attempts.ts';
import { ChangeEvents } from './change-events.ts';
import { RecordHistory } from './record-history.ts';
import { RecordLayout } from './record-layout.ts';
import { recordSearchOf } from './record-search.ts';
import { RecordStore } from './record-store.ts';
import { RecordWriter } from './record-writer.ts';
import type { RegisterRecord } from './register-record.ts';
import { type PseudonymKeys, pseudonymKeysOf } from './pseudonym-keys.ts';
import type { Register } from './register-definition.ts';

/** Wires the parts of a store; for programs without dependency injection, such as tests. */
export function createRecordStore<T extends RegisterRecord>(
  register: Register<T>,
  source: DataSource,
  keys: PseudonymKeys,
): RecordStore<T> {
  const layout = new RecordLayout(source.getMetadata(register.entity), register.record);
  const { event, citizen } = pseudonymKeysOf(keys);
  const events = new ChangeEvents(register, event);
  const writer = new RecordWriter(register, layout, events, citizen, recordSearchOf(register, layout));
  return new RecordStore(
    register,
    source,
    writer,
    new RecordHistory(layout, events),
    new ForeignAttempts(source),
  );
}
