import type { MigrationInterface } from 'typeorm';
import { migrationOf } from '#libs/service-kit';
import type { RegisterTables } from './register.migration.ts';

export interface CompetenceTables extends RegisterTables {
  /** Time stamp after all others of the app; two more follow it. */
  readonly stamp: number;
  /** The register has search entries. */
  readonly searched?: true;
}

const plainName = /^[a-z_][a-z0-9_]{0,50}$/;

/** SQL, true for an `authority` that the session acts for; `*` stands for all, e.g. of the process that answers permits. */
export const admitted = `((select acting_authorities() = '*')
  or strpos((select ',' || acting_authorities() || ','), ',' || authority || ',') > 0)`;

/** Row-level security for the app role; the owner of the table has a policy of its own. Frozen. */
export const protectRows = (
  name: string,
  appRole: string,
  using: string,
  check: string,
): readonly string[] => [
  `create policy ${name}_kept on ${name} to ${appRole} using (${using}) with check (${check})`,
  `create policy ${name}_owner on ${name} to current_user using (true) with check (true)`,
  `alter table ${name} enable row level security, force row level security`,
];

/**
 * Row-level security behind the store: a session sees and writes only what the authorities keep that it names in
 * `einmal.authorities`. A session that names none gets an error, not an empty answer. The rows of history and search are
 * judged through their record; a row of a record that the same statement makes has none to be judged by. Frozen.
 */
export function competenceMigrations({
  record,
  table,
  appRole,
  stamp,
  searched,
}: CompetenceTables): readonly (new () => MigrationInterface)[] {
  if (![record, table, appRole].every((name) => plainName.test(name))) {
    throw new TypeError('Tables and roles of a register have plain lower-case names.');
  }
  const parts = [`${record}_history`, ...(searched ? [`${record}_search`] : [])];
  return [
    migrationOf(
      `RecordsOfAuthority${stamp}`,
      [
        `drop index concurrently if exists ${table}_of_authority`,
        `create index concurrently ${table}_of_authority on ${table} (authority, id)`,
      ],
      false,
    ),
    migrationOf(`Competence${stamp + 1}`, [
      `create function acting_authorities() returns text language plpgsql stable as $$
declare named constant text := current_setting('einmal.authorities');
begin
  if named = '' then raise 'No authority is named in einmal.authorities.' using errcode = '42704'; end if;
  return named;
end $$`,
      `create function ${record}_is_foreign(asked uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from ${table} where id = asked and not coalesce(${admitted}, false))
$$`,
      `revoke all on function ${record}_is_foreign(uuid) from public`,
      `grant execute on function ${record}_is_foreign(uuid) to ${appRole}`,
      ...protectRows(table, appRole, admitted, admitted),
      ...parts.flatMap((name) =>
        protectRows(
          name,
          appRole,
          `exists (select from ${table} r where r.id = record_id)`,
          `not ${record}_is_foreign(record_id)`,
        ),
      ),
    ]),
  ];
}
