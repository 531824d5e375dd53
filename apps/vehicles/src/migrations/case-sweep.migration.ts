import { migrationOf } from '#libs/service-kit';

/** What is due is reckoned once, not for each row, and no table is read whole for a portion. */
export const caseSweepMigration = migrationOf('CaseSweep1796083200006', [
  `create or replace function forget_old_cases(most int) returns int
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
end $$`,
]);
