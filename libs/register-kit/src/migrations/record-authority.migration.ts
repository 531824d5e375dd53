import type { MigrationInterface, QueryRunner } from 'typeorm';

export interface RecordAuthority {
  readonly table: string;
  /** SQL over the record `r`: key of the municipality or court; null where the record names none. */
  readonly area: string;
  /** SQL over the record `r`: which can be written at all, where a constraint holds for new rows only. */
  readonly writable?: string;
  /** Who keeps the records of an area, by its key or the county's, which is its first five digits. */
  readonly keepers: readonly { readonly area: string; readonly authority: string }[];
}

/**
 * Gives each record the authority that the table knows for it; others keep none, and `npm run repair -- --dry-run` lists
 * them. One statement, since no act may come between the reading of an address and the writing of who is competent.
 */
export const recordAuthorityMigration = ({
  table,
  area,
  writable = 'true',
  keepers,
}: RecordAuthority): new () => MigrationInterface =>
  class RecordAuthority1796550000000 implements MigrationInterface {
    readonly name = 'RecordAuthority1796550000000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`alter table ${table} add column authority text`);
      await runner.query(
        `with keeper as (select * from jsonb_to_recordset($1::jsonb) as k(area text, authority text)),
           placed as (select r.id, ${area} as area from ${table} r)
         update ${table} r set authority = coalesce(own.authority, county.authority)
         from placed p
           left join keeper own on own.area = p.area
           left join keeper county on county.area = left(p.area, 5)
         where p.id = r.id and coalesce(own.authority, county.authority) is not null and (${writable})`,
        [JSON.stringify(keepers)],
      );
    }

    down(): Promise<void> {
      return Promise.reject(new Error('Migrations go forward only.'));
    }
  };
