import { migrationOf } from '#libs/service-kit';

/**
 * Permits without an outcome, found by one walk over all decisions: everything up to the mark was looked at when nobody
 * could still be at work on it. What was found waits for its register.
 */
export const openOutcomesMigration = migrationOf('OpenOutcomes1796000060000', [
  'create table open_outcome (decision_id uuid primary key)',
  `create table outcome_walk (
  only_row boolean primary key default true check (only_row),
  passed uuid not null default '00000000-0000-0000-0000-000000000000'
)`,
  'insert into outcome_walk default values',
  `create function find_open_outcomes(settled_after interval, most int) returns int
language plpgsql set search_path = public, pg_temp as $$
declare
  until uuid := first_id_at(clock_timestamp() - settled_after);
  mark uuid;
  last uuid;
  looked_at int;
begin
  select passed into strict mark from outcome_walk for update;
  select count(*), (array_agg(id order by id desc))[1] into looked_at, last
  from (select id from decision where id > mark and id < until order by id limit most) as next;
  if looked_at = 0 then return 0; end if;
  insert into open_outcome (decision_id)
  select d.id from decision d
  where d.id > mark and d.id <= last and d.permitted and not exists (
    select from outcome o where o.decision_id = d.id and o.decision_id > mark and o.decision_id <= last)
  on conflict do nothing;
  update outcome_walk set passed = last;
  return looked_at;
end $$`,
  `grant select, insert, delete on open_outcome to gateway_app`,
  `grant select, update on outcome_walk to gateway_app`,
]);
