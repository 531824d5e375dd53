import type { MigrationInterface } from 'typeorm';
import type { RegisterName } from '#libs/contracts';
import { migrationOf } from '#libs/service-kit';
import { caseCompetenceMigrations } from './case-competence.migration.ts';
import { reportCasesMigration } from './report-cases.migration.ts';

export interface DoubtCaseTables {
  readonly table: string;
  /** Column of cases that names the record. */
  readonly record: string;
  readonly appRole: string;
  /** Time stamp after all others of the app; four more follow it. */
  readonly stamp: number;
}

const cases = ({ table, record, appRole }: DoubtCaseTables): string => `
  create table cases (
    id uuid primary key,
    ${record} uuid not null references ${table} (id),
    kind text not null constraint cases_kind_check check (kind = 'VALUE_DOUBTED'),
    event_id uuid not null,
    authority text not null,
    effective_on date not null,
    reported_at timestamptz not null,
    state text not null default 'OPEN' check (state in ('OPEN', 'TAKEN', 'CLOSED')),
    opened_at timestamptz not null default now(),
    taken_by text,
    taken_issuer text,
    taken_at timestamptz,
    outcome text,
    closed_by text,
    closed_issuer text,
    closed_at timestamptz,
    check ((state = 'CLOSED') = (outcome is not null) and (state = 'CLOSED') = (closed_at is not null)),
    check (state <> 'TAKEN' or (taken_by is not null and taken_issuer is not null and taken_at is not null)),
    constraint cases_event unique (${record}, event_id, kind)
  );
  create index cases_closed on cases (closed_at) where state = 'CLOSED';
  create table case_acts (
    id bigint generated always as identity primary key,
    case_id uuid not null references cases (id),
    act text not null check (act in ('OPENED', 'TAKEN', 'CLOSED')),
    officer text,
    issuer text,
    client text,
    at timestamptz not null default now()
  );
  create index case_acts_case on case_acts (case_id, id);
  grant select, insert, update on cases to ${appRole};
  grant select, insert on case_acts to ${appRole}`;

/** The app role has no right to delete cases; it may only have this function remove what was closed long ago. */
const retention = (appRole: string): string => `
  insert into retention_period (kind, part, keep, from_year_end, basis) values
    ('case', '', '1 year', false, 'as long as the cases of residents');
  create function forget_old_cases(most int) returns int
  language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off as $$
  declare
    until constant timestamptz := kept_until('case', '', interval '1 year', false);
    old uuid[];
  begin
    old := array(
      select id from cases where state = 'CLOSED' and closed_at < until
      order by closed_at limit most for update skip locked);
    delete from case_acts where case_id = any(old);
    delete from cases where id = any(old);
    return cardinality(old);
  end $$;
  revoke all on function forget_old_cases(int) from public;
  grant execute on function forget_old_cases(int) to ${appRole}`;

/**
 * The cases of a register that has none but doubts. Attempts at those of other authorities are noted by
 * `foreignAttemptOwnersMigration` with `cases`, listed after these. Frozen; listed after `permitRoleMigration`.
 */
export function doubtCasesMigrations(
  register: RegisterName,
  tables: DoubtCaseTables,
): readonly (new () => MigrationInterface)[] {
  const { table, record, appRole, stamp } = tables;
  return [
    migrationOf(`DoubtCases${stamp}`, [cases(tables), retention(appRole)]),
    ...caseCompetenceMigrations(appRole, stamp + 1),
    reportCasesMigration(register, { table, record, kinds: [], stamp: stamp + 3 }),
    // There is one kind only.
    migrationOf(`DoubtLists${stamp + 4}`, [
      'drop index cases_of_authority_by_kind',
      'drop index cases_of_authority_by_both',
    ]),
  ];
}
