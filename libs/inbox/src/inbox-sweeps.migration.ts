import { migrationOf } from '#libs/service-kit';

/**
 * What is to be announced has an index that alone is in the order it is asked for: the planner cannot know that it is
 * little, and walked the whole table by its ids. Portions are removed by their places: by their keys, the planner would
 * read the whole table for each; what is due is reckoned once, not for each row. Frozen; listed after
 * `inboxUpkeepMigrations`.
 */
export const inboxSweepMigrations = [
  migrationOf(
    'InboxToAnnounce1796083200006',
    [
      'drop index concurrently if exists inbox_parked_to_announce',
      `create index concurrently inbox_parked_to_announce on inbox_parked
       (consumer_group, (case when announced_at is distinct from changed_at then id end))
       where announced_at is distinct from changed_at`,
      'drop index concurrently if exists inbox_parked_unannounced',
    ],
    false,
  ),
  migrationOf('InboxForget1796083200007', [
    `create or replace function inbox_forget(most int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  shortest constant interval := '7 days';
  events_until constant timestamptz := kept_until('inbox-event', '', shortest, false);
  parked_until constant timestamptz := kept_until('parked-event', '', shortest, false);
  events int;
  parked int;
begin
  delete from inbox_event where ctid = any(array(
    select ctid from inbox_event
    where handled_at < events_until order by handled_at limit most
    for update skip locked));
  get diagnostics events = row_count;
  delete from inbox_parked where ctid = any(array(
    select ctid from inbox_parked
    where state <> 'PARKED' and changed_at < parked_until
      and announced_at = changed_at
    order by changed_at limit most for update skip locked));
  get diagnostics parked = row_count;
  return greatest(events, parked);
end $$`,
  ]),
];
