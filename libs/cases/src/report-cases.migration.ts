import type { MigrationInterface } from 'typeorm';
import { permitRoleOf, type RegisterName } from '#libs/contracts';
import { migrationOf } from '#libs/service-kit';

export interface ReportCaseTables {
  readonly table: string;
  /** Column of cases that names the record. */
  readonly record: string;
  /** Kinds of before. */
  readonly kinds: readonly string[];
  /** Time stamp after all others of the app. */
  readonly stamp: number;
}

/**
 * Cases of values that a person says are wrong. The role of permits opens one for an answer that the register's log has, at
 * the authority that keeps the record now, once for each report. The person's words go when the case is closed. Frozen;
 * listed after `caseCompetenceMigrations` and `permitRoleMigration`.
 */
export function reportCasesMigration(
  register: RegisterName,
  { table, record, kinds, stamp }: ReportCaseTables,
): new () => MigrationInterface {
  const named = [...kinds, 'VALUE_DOUBTED'].map((kind) => `'${kind}'`).join(', ');
  return migrationOf(`ReportCases${stamp}`, [
    `alter table cases drop constraint cases_kind_check,
      add constraint cases_kind_check check (kind in (${named})),
      add column words text, add column told text`,
    `create function case_forgets_words() returns trigger language plpgsql as $$
begin
  new.words := null;
  return new;
end $$`,
    `create trigger case_forgets_words before update of state on cases for each row when (new.state = 'CLOSED')
      execute function case_forgets_words()`,
    `create function report_case(report uuid, recalled uuid, said text) returns table (state text, outcome text)
language sql volatile security definer set search_path = public, pg_temp as $$
  with told as (
    select l.record_id, l.fields from disclosure_log l where l.decision_id = recalled and l.outcome = 'EVIDENCE'),
  opened as (
    insert into cases (id, ${record}, kind, event_id, authority, effective_on, reported_at, words, told)
    select uuidv7(), r.id, 'VALUE_DOUBTED', report, r.authority, (now() at time zone 'Europe/Berlin')::date, now(), said,
      t.fields
    from told t join ${table} r on r.id = t.record_id where said is not null and r.authority is not null
    on conflict on constraint cases_event do nothing returning cases.id, cases.state, cases.outcome),
  noted as (
    insert into case_acts (case_id, act) select o.id, 'OPENED' from opened o)
  select o.state, o.outcome from opened o
  union all
  select c.state, c.outcome from told t
  join cases c on c.${record} = t.record_id and c.event_id = report and c.kind = 'VALUE_DOUBTED'
$$`,
    'revoke all on function report_case(uuid, uuid, text) from public',
    `grant execute on function report_case(uuid, uuid, text) to ${permitRoleOf(register)}`,
  ]);
}
