import { migrationOf } from '#libs/service-kit';

/**
 * What was released or asked for by an authority that ended is told to the callback of who took over, and as long as that one
 * named none, to that of the former. From one authority to the next by key, whatever else the policy holds.
 */
export const succeedingCallbacksMigration = migrationOf('SucceedingCallbacks1797140000000', [
  `create function release_callback_of(asked text) returns setof release_callback
language sql stable set enable_seqscan = off as $$
  with recursive acting as (
    select asked as id, 0 as step
    union all
    select n.successor, a.step + 1 from acting a cross join lateral (
      select p.successor from policy_authority p where p.id = a.id and p.successor is not null
        and p.until < (now() at time zone 'Europe/Berlin')::date limit 1) n
    where a.step < 20)
  select c.* from acting a cross join lateral (
    select * from release_callback c where c.authority = a.id limit 1) c
  order by a.step desc limit 1
$$`,
  `create or replace function tell_of_release() returns trigger language plpgsql as $$
begin
  insert into webhook_cursor (stream, receiver, head)
  select new.id, callback, 1 from release_callback_of(new.authority)
  on conflict do nothing;
  return null;
end $$`,
  `create or replace function tell_of_requests() returns trigger language plpgsql as $$
begin
  insert into webhook_cursor as w (stream, receiver, head)
  select r.id, c.callback, count(*)
  from changed i join before b using (request, evidence_type) join evidence_request r on r.id = i.request
  cross join lateral release_callback_of(r.authority) c
  where b.state = 'OPEN' and i.state <> 'OPEN' group by r.id, c.callback order by r.id
  on conflict (stream, redelivery) do update set head = w.head + excluded.head, receiver = excluded.receiver;
  return null;
end $$`,
  `create or replace function tell_of_expiry() returns trigger language plpgsql as $$
begin
  insert into webhook_cursor as w (stream, receiver, head)
  select r.id, c.callback, 1 from changed r cross join lateral release_callback_of(r.authority) c
  where (select true from evidence_request_item i where i.request = r.id and i.state = 'OPEN' limit 1) order by r.id
  on conflict (stream, redelivery) do update set head = w.head + 1, receiver = excluded.receiver;
  return null;
end $$`,
]);
