import { migrationOf } from '#libs/service-kit';

/** A closed case is kept as `retention_period` says, and for a year at least (as FZV §73(1) has it for the register). */
export const casePeriodMigration = migrationOf('CasePeriod1796000030000', [
  `create or replace function forget_old_cases(most int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare old uuid[];
begin
  old := array(
    select id from cases where state = 'CLOSED' and closed_at < kept_until('case', '', interval '1 year', false)
    order by closed_at limit most for update skip locked);
  delete from case_acts where case_id = any(old);
  delete from cases where id = any(old);
  return cardinality(old);
end $$`,
]);
