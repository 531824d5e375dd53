import { migrationOf } from '#libs/service-kit';

/**
 * Cases of who represents a child, which two records say differently. The role of permits opens one for an answer that its log
 * has as ambiguous, at the authority of the child's record; while one is open the same doubt opens no second one.
 */
export const representationCasesMigration = migrationOf('RepresentationCases1797022000000', [
  `alter table cases drop constraint cases_kind_check,
    add constraint cases_kind_check check (kind in ('FORMER_RESIDENT', 'PROTECTED_FEEDBACK', 'FEEDBACK_OVERDUE',
      'VALUE_DOUBTED', 'REPRESENTATION_DOUBTED'))`,
  `create function doubt_representation(asked uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  doubted constant uuid := (select l.record_id from disclosure_log l where l.decision_id = asked and l.outcome = 'AMBIGUOUS'
    and l.purpose = 'representation');
  made constant uuid := uuidv7();
begin
  -- who doubts at the same time waits, and sees the case then
  perform from residents r where r.id = doubted for no key update;
  insert into cases (id, record_id, kind, event_id, authority, effective_on, reported_at)
    select made, r.id, 'REPRESENTATION_DOUBTED', asked, r.authority, (now() at time zone 'Europe/Berlin')::date, now()
    from residents r where r.id = doubted and r.authority is not null and not exists (
      select from cases c where c.record_id = doubted and c.kind = 'REPRESENTATION_DOUBTED' and c.state <> 'CLOSED')
    on conflict on constraint cases_event do nothing;
  if found then
    insert into case_acts (case_id, act) values (made, 'OPENED');
  end if;
end $$`,
  'revoke all on function doubt_representation(uuid) from public',
  'grant execute on function doubt_representation(uuid) to residents_permits',
]);
