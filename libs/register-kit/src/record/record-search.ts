import type { EntityManager } from 'typeorm';
import type { SearchEntry } from '#libs/identifiers';
import type { RecordLayout } from './record-layout.ts';
import type { Register } from './register-definition.ts';
import type { RegisterRecord, Values } from './register-record.ts';

interface Entered<T extends RegisterRecord> {
  readonly id: string;
  readonly values: Values<T>;
}

/** The search entries of a register's records, written in the transaction of the act and under its lock. */
export interface RecordSearch<T extends RegisterRecord> {
  /** Of records that are new. */
  add(manager: EntityManager, records: readonly Entered<T>[]): Promise<void>;
  /** After an act; writes nothing where the entries stay the same. */
  replace(manager: EntityManager, id: string, before: Values<T>, after: Values<T>): Promise<void>;
}

/** Absent where the register's records are not searched for. */
export function recordSearchOf<T extends RegisterRecord>(
  { search }: Register<T>,
  layout: RecordLayout,
): RecordSearch<T> | undefined {
  if (search === undefined) return undefined;
  const { entries } = search;
  return {
    async add(manager, records) {
      const rows = records.flatMap(({ id, values }) => entries(values).map((entry) => rowOf(id, entry)));
      if (rows.length > 0) await manager.query(addEntriesSql(layout.search), [JSON.stringify(rows)]);
    },
    async replace(manager, id, before, after) {
      const [old, now] = [entries(before), entries(after)].map((each) =>
        JSON.stringify(each.map((entry) => rowOf(id, entry))),
      );
      if (old === now) return;
      await manager.query(`delete from ${layout.search} where record_id = $1`, [id]);
      await manager.query(addEntriesSql(layout.search), [now]);
    },
  };
}

const rowOf = (id: string, { key, terms }: SearchEntry) => ({ record_id: id, key, terms });

/** $1 array of rows. */
export const addEntriesSql = (table: string): string => `
  insert into ${table} (record_id, key, terms)
  select record_id, key, terms from jsonb_to_recordset($1::jsonb) as e(record_id uuid, key text, terms text[])`;
