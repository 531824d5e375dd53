import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { SearchEntry } from '#libs/identifiers';
import { migrationOf } from '#libs/service-kit';
import { addEntriesSql } from '../record/record-search.ts';
import type { RegisterTables } from './register.migration.ts';

const plainName = /^[a-z_][a-z0-9_]{0,50}$/;

/** The table of the entries by which a register's records are searched for. Frozen. */
export function recordSearchMigration({
  record,
  table,
  appRole,
}: RegisterTables): new () => MigrationInterface {
  if (![record, table, appRole].every((name) => plainName.test(name))) {
    throw new TypeError('Tables and roles of a register have plain lower-case names.');
  }
  return migrationOf('RecordSearch1796450000000', [
    `create table ${record}_search (
      record_id uuid not null references ${table} (id),
      key text not null,
      terms text[] not null
    )`,
    `create index ${record}_search_key on ${record}_search (key)`,
    `create index ${record}_search_record on ${record}_search (record_id)`,
    `grant select, insert, delete on ${record}_search to ${appRole}`,
  ]);
}

/** Records whose entries are made in one transaction: their locks are held for some ten milliseconds. */
const PORTION = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

export interface SearchFill<R extends { readonly id: string }> {
  /** Time stamp at the end, as TypeORM wants it. */
  readonly name: string;
  readonly record: string;
  readonly table: string;
  /** SQL of what the entries are made of, as members of R, over the table. */
  readonly read: string;
  readonly entries: (row: R) => readonly SearchEntry[];
}

/**
 * Makes the entries of the records that are there already, in portions, each a transaction of its own: a migration that is
 * killed begins again and finds what it made. Runs while no older process of the app writes, which would make none.
 */
export function fillSearchMigration<R extends { readonly id: string }>(
  fill: SearchFill<R>,
): new () => MigrationInterface {
  const search = `${fill.record}_search`;
  const portionSql = `
    select id, ${fill.read} from ${fill.table} where id > $1 order by id limit ${PORTION} for no key update`;
  return class implements MigrationInterface {
    readonly name = fill.name;
    readonly transaction = false;

    async up(runner: QueryRunner): Promise<void> {
      let last: string | undefined = BEFORE_ALL;
      while (last !== undefined) last = await this.portion(runner, last);
    }

    down(): Promise<void> {
      return Promise.reject(new Error('Migrations go forward only.'));
    }

    /** The last record of the portion after this one; undefined where there is none. */
    private async portion(runner: QueryRunner, after: string): Promise<string | undefined> {
      await runner.startTransaction();
      try {
        const rows = (await runner.query(portionSql, [after])) as readonly R[];
        const made = rows.flatMap((row) =>
          fill.entries(row).map((entry) => ({ record_id: row.id, ...entry })),
        );
        await runner.query(`delete from ${search} where record_id = any($1::uuid[])`, [
          rows.map(({ id }) => id),
        ]);
        await runner.query(addEntriesSql(search), [JSON.stringify(made)]);
        await runner.commitTransaction();
        return rows.at(-1)?.id;
      } catch (error) {
        await runner.rollbackTransaction();
        throw error;
      }
    }
  };
}
