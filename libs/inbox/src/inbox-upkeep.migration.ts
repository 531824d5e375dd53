import type { MigrationInterface } from 'typeorm';
import { migrationOf } from '#libs/service-kit';

const roleName = /^[a-z_][a-z0-9_]{0,62}$/;

/**
 * Lets what is handled and settled be forgotten in portions, by `retention_period` (kinds `inbox-event` and
 * `parked-event`). Both rows keep an event from being handled again, so neither goes before Kafka's own copies have: 7
 * days by its default. Frozen; listed after `inboxMigration`.
 */
export function inboxUpkeepMigrations(appRole: string): readonly (new () => MigrationInterface)[] {
  if (!roleName.test(appRole)) throw new TypeError('The app role of an inbox is a plain lower-case name.');
  return [
    migrationOf(
      'InboxIndexes1796000020000',
      [
        // In the order of its age and without what is gone; a BRIN index reads the pages of both again and again.
        'drop index concurrently if exists inbox_event_by_age',
        'create index concurrently inbox_event_by_age on inbox_event (handled_at)',
        'drop index concurrently if exists inbox_event_handled_at',
        'drop index concurrently if exists inbox_parked_settled',
        `create index concurrently inbox_parked_settled on inbox_parked (changed_at) where state <> 'PARKED'`,
      ],
      false,
    ),
    migrationOf('InboxUpkeep1796000021000', [
      `create function inbox_forget(most int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  shortest constant interval := '7 days';
  events int;
  parked int;
begin
  delete from inbox_event where (consumer_group, event_id, replay_id) in (
    select consumer_group, event_id, replay_id from inbox_event
    where handled_at < kept_until('inbox-event', '', shortest, false) order by handled_at limit most);
  get diagnostics events = row_count;
  delete from inbox_parked where id in (
    select id from inbox_parked
    where state <> 'PARKED' and changed_at < kept_until('parked-event', '', shortest, false)
      and announced_at = changed_at
    order by changed_at limit most);
  get diagnostics parked = row_count;
  return greatest(events, parked);
end $$`,
      'revoke all on function inbox_forget(int) from public',
      `grant execute on function inbox_forget(int) to ${appRole}`,
    ]),
  ];
}
