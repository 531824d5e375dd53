import { migrationOf } from '#libs/service-kit';

/**
 * What is due is reckoned once, not for each row, and no table is read whole for a portion. `redrive_item_by_letter` finds
 * a letter's items, whatever came of them.
 */
export const sweepMigrations = [
  migrationOf('DeadLetterForget1796083200006', [
    `create or replace function forget_dead_letters(most int) returns int
language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  until constant timestamptz := kept_until('dead-letter', '', interval '30 days', false);
  old uuid[];
begin
  old := array(
    select id from dead_letter where state <> 'PARKED' and changed_at < until
    order by changed_at limit most for update skip locked);
  delete from redrive_item where dead_letter_id = any(old);
  delete from dead_letter_step where dead_letter_id = any(old);
  delete from dead_letter where id = any(old);
  return cardinality(old);
end $$`,
  ]),
  migrationOf(
    'RedriveItems1796083200007',
    ['drop index concurrently if exists redrive_item_of_letter'],
    false,
  ),
];
