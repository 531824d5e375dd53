import { migrationOf } from '#libs/service-kit';

/**
 * Which callback of an authority is told of its requests and releases. Each request, and each release of no request, is a
 * stream of its own: its cursor begins and its head moves in the transaction of what is told, by triggers, so that neither
 * requests nor releases know webhooks; and it goes with them. Cursors of several requests are taken in the order of their ids.
 */
export const releaseCallbacksMigration = migrationOf('ReleaseCallbacks1797132000001', [
  `create table release_callback (
  authority text primary key,
  callback text not null,
  client_id text not null,
  since timestamptz not null default clock_timestamp()
)`,
  'grant select, insert, update, delete on release_callback to gateway_app',
  'alter table evidence_request add column expiry_told boolean not null default false',
  'create index evidence_request_to_expire on evidence_request (expires_at) where not expiry_told',
  'grant update (expiry_told) on evidence_request to gateway_app',
  `create function tell_of_release() returns trigger language plpgsql as $$
begin
  insert into webhook_cursor (stream, receiver, head)
  select new.id, callback, 1 from release_callback where authority = new.authority
  on conflict do nothing;
  return null;
end $$`,
  `create trigger release_is_told after update on preview for each row
  when (old.state = 'OPEN' and new.state = 'RELEASED' and new.request is null) execute function tell_of_release()`,
  `create function tell_of_requests() returns trigger language plpgsql as $$
begin
  insert into webhook_cursor as w (stream, receiver, head)
  select r.id, c.callback, count(*)
  from changed i join before b using (request, evidence_type) join evidence_request r on r.id = i.request
  join release_callback c on c.authority = r.authority
  where b.state = 'OPEN' and i.state <> 'OPEN' group by r.id, c.callback order by r.id
  on conflict (stream, redelivery) do update set head = w.head + excluded.head, receiver = excluded.receiver;
  return null;
end $$`,
  `create trigger request_is_told after update on evidence_request_item
  referencing old table as before new table as changed for each statement execute function tell_of_requests()`,
  `create function tell_of_expiry() returns trigger language plpgsql as $$
begin
  insert into webhook_cursor as w (stream, receiver, head)
  select r.id, c.callback, 1 from changed r join release_callback c on c.authority = r.authority
  where (select true from evidence_request_item i where i.request = r.id and i.state = 'OPEN' limit 1) order by r.id
  on conflict (stream, redelivery) do update set head = w.head + 1, receiver = excluded.receiver;
  return null;
end $$`,
  `create trigger expiry_is_told after update on evidence_request
  referencing new table as changed for each statement execute function tell_of_expiry()`,
  `create function forget_what_was_told() returns trigger language plpgsql as $$
begin
  delete from webhook_cursor where stream = any(array(select id from gone));
  delete from webhook_delivery where stream = any(array(select id from gone));
  return null;
end $$`,
  ...['preview', 'evidence_request'].map(
    (table) => `create trigger ${table}_is_forgotten after delete on ${table}
  referencing old table as gone for each statement execute function forget_what_was_told()`,
  ),
]);
