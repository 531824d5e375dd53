import type { EntityMetadata } from 'typeorm';
import { kitProperties } from './register-record.ts';

/** Names of a record's table, as SQL and TypeScript know them. Names come from the entity, never from a request. */
export class RecordLayout {
  readonly table: string;
  readonly history: string;
  /** Search entries; only of a register that has a `search`. */
  readonly search: string;
  /** The register's own properties and their columns. */
  readonly columns: ReadonlyMap<string, string>;

  constructor(metadata: EntityMetadata, record: string) {
    this.table = quoted(metadata.tableName);
    this.history = quoted(`${record}_history`);
    this.search = quoted(`${record}_search`);
    this.columns = new Map(
      metadata.columns
        .filter((column) => !kitProperties.has(column.propertyName))
        .map((column) => [column.propertyName, quoted(column.databaseName)]),
    );
  }

  column(property: string): string {
    if (property === 'id') return quoted('id');
    const column = this.columns.get(property);
    if (column === undefined) throw new Error(`The record has no property "${property}".`);
    return column;
  }

  /** The values under their column names, for `jsonb_populate_record`; `undefined` is stored as null. */
  row(values: object): Readonly<Record<string, unknown>> {
    const row: Record<string, unknown> = {};
    for (const [property, value] of Object.entries(values) as [string, unknown][]) {
      row[unquoted(this.column(property))] = value ?? null;
    }
    return row;
  }
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const unquoted = (name: string): string => name.slice(1, -1).replaceAll('""', '"');
