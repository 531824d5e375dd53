import type { MigrationInterface } from 'typeorm';
import { migrationOf } from '#libs/service-kit';
import { admitted, protectRows } from './competence.migration.ts';

export interface ForeignAttemptTables {
  readonly table: string;
  readonly appRole: string;
  /** Columns by the kind of subject that names a record. */
  readonly subjects: Readonly<Record<string, string>>;
  /** The register has cases. */
  readonly cases?: true;
  /** Time stamp after all others of the app. */
  readonly stamp: number;
}

const UUID = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';

/** Statements that find what others keep under the name that was asked for. Frozen. */
function foundBy({
  table,
  subjects,
  cases,
}: Omit<ForeignAttemptTables, 'appRole' | 'stamp'>): readonly string[] {
  const foreign = (from: string, kind: string, condition: string): string =>
    `select id, authority from ${from} where asked_kind = '${kind}' and ${condition} and not coalesce(${admitted}, false)`;
  const byId = `id = case when asked_name ~ '${UUID}' then asked_name::uuid end`;
  return [
    foreign(table, 'record', byId),
    ...Object.entries(subjects).map(([kind, column]) => foreign(table, kind, `${column} = asked_name`)),
    ...(cases ? [foreign('cases', 'case', byId)] : []),
  ];
}

/**
 * What officers asked for and did not find. A row is written whether there is such a record at another authority or none
 * at all, so that neither time nor work tells which; it names the owner and the record only where there is one, and the
 * owner alone sees it. What was asked with is not kept. Frozen; listed after `competenceMigrations` and those of cases.
 */
export function foreignAttemptMigration({
  table,
  appRole,
  subjects,
  cases,
  stamp,
}: ForeignAttemptTables): new () => MigrationInterface {
  const found = foundBy({ table, subjects, ...(cases && { cases }) });
  return migrationOf(`ForeignAttempts${stamp}`, [
    `create table foreign_attempt (
  id uuid primary key default uuidv7(),
  at timestamptz not null default clock_timestamp(),
  authority text,
  record_id uuid,
  operation text not null,
  officer text,
  issuer text,
  client text not null,
  office text not null
)`,
    'create index foreign_attempt_of_authority on foreign_attempt (authority, id)',
    'create index foreign_attempt_due on foreign_attempt (at)',
    ...protectRows('foreign_attempt', appRole, admitted, 'false'),
    `grant select on foreign_attempt to ${appRole}`,
    `create function note_foreign_attempt(asked_kind text, asked_name text, operation text, officer text, issuer text, client text,
  office text) returns void language sql volatile security definer set search_path = public, pg_temp as $$
  insert into foreign_attempt (authority, record_id, operation, officer, issuer, client, office)
  select f.authority, f.id, operation, officer, issuer, client, office
  from (select) one left join lateral (${found.join('\n    union all ')} limit 1) f on true
$$`,
    `create function forget_foreign_attempts(most integer) returns integer
language sql volatile security definer set search_path = public, pg_temp as $$
  with gone as (
    delete from foreign_attempt where ctid = any(array(
      select ctid from foreign_attempt where at < now() - interval '1 year' order by at limit most))
    returning 1)
  select count(*)::integer from gone
$$`,
    ...[
      'note_foreign_attempt(text, text, text, text, text, text, text)',
      'forget_foreign_attempts(integer)',
    ].flatMap((name) => [
      `revoke all on function ${name} from public`,
      `grant execute on function ${name} to ${appRole}`,
    ]),
  ]);
}

/**
 * A name may lead to records of several authorities: an IDNr is unique within one. Each is told of an attempt at its own,
 * not whichever is found first. Frozen; listed after {@link foreignAttemptMigration}.
 */
export function foreignAttemptOwnersMigration(tables: ForeignAttemptTables): new () => MigrationInterface {
  return migrationOf(`ForeignAttemptOwners${tables.stamp}`, [
    `create or replace function note_foreign_attempt(asked_kind text, asked_name text, operation text, officer text, issuer text,
  client text, office text) returns void language sql volatile security definer set search_path = public, pg_temp as $$
  insert into foreign_attempt (authority, record_id, operation, officer, issuer, client, office)
  select f.authority, f.id, operation, officer, issuer, client, office
  from (select) one left join (${foundBy(tables).join('\n    union all ')}) f on true
$$`,
  ]);
}
