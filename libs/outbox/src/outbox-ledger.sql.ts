/**
 * What the relay entered about the events it brought to Kafka, per day (UTC) of the row, and the removal of days that
 * agree with it. Sums do not depend on the order; a repeat would change them, so each event counts exactly once.
 */
export const outboxLedgerSql = `
create table outbox_ledger (
  day date primary key,
  events bigint not null default 0,
  id_sum numeric not null default 0,
  content_hash numeric not null default 0,
  removed_events bigint not null default 0,
  removed_id_sum numeric not null default 0,
  removed_hash numeric not null default 0,
  removed_at timestamptz
);

-- What a consumer gets, bound to its id; the same as in ledger.rules.ts. Against loss and mistakes, not against forgers,
-- hence a checksum: SHA-256 would cost the relay as much as a quarter of its work.
create function outbox_row_hash(id bigint, key text, payload text) returns numeric
language sql immutable parallel safe
return id::numeric * crc32(convert_to(key || E'\\n' || payload, 'UTF8'));

-- Rows that an earlier relay published before there was a ledger. The new epoch ends a relay that knows none.
lock table outbox_cursor in exclusive mode;
update outbox_cursor set epoch = epoch + 1;
insert into outbox_ledger (day, events, id_sum, content_hash)
select (o.created_at at time zone 'UTC')::date, count(*), sum(o.id), sum(outbox_row_hash(o.id, o.key, o.payload))
from outbox o, outbox_cursor c
where o.id <= c.high and not exists (
  select from jsonb_to_recordset(c.gaps) as gap (first bigint, last bigint)
  where o.id between gap.first and gap.last)
group by 1;

-- Days before the given one that still hold rows or a partition.
create function outbox_days_before(first_kept date) returns setof date
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select to_date(right(c.relname, 8), 'YYYYMMDD') as day
  from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent = 'outbox'::regclass and c.relname ~ '^outbox_[0-9]{8}$'
    and right(c.relname, 8) < to_char(first_kept, 'YYYYMMDD')
  union
  select (created_at at time zone 'UTC')::date from outbox_default
  where created_at < first_kept::timestamp at time zone 'UTC'
  order by day;
end;

-- Removes one day, if nothing of it is unpublished and the ledger agrees with the table; otherwise says why not:
-- 'unpublished' (rows above the cursor, or missing ids that somebody may still fill), 'disagrees', 'busy' (a lock was
-- not to be had quickly: try later). A row whose transaction began that day and commits afterwards goes to the default
-- partition, is published like any other, and is removed by a later call.
create function outbox_remove_day(of_day date, out verdict text, out held bigint, out expected bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  from_time timestamptz := of_day::timestamp at time zone 'UTC';
  to_time timestamptz := (of_day + 1)::timestamp at time zone 'UTC';
  partition_name regclass := to_regclass('outbox_' || to_char(of_day, 'YYYYMMDD'));
  content record;
  due record;
begin
  if of_day >= (now() at time zone 'UTC')::date then raise exception 'Only a day that is over can be removed.'; end if;
  -- An older snapshot would not see what was committed before the lock.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'A day is removed under read committed only.';
  end if;
  -- Dropping locks out writers: rather try again than let them wait.
  perform set_config('lock_timeout', '300ms', true);
  if partition_name is null then
    lock table outbox_default in share row exclusive mode;
  else
    -- Ends when the last writer of that day is done; writers of other days go on.
    execute format('lock table %s in share mode', partition_name);
  end if;

  select count(*) as events, coalesce(sum(id), 0) as id_sum, coalesce(max(id), 0) as last_id,
         coalesce(sum(outbox_row_hash(id, key, payload)), 0) as content_hash
  into content from outbox where created_at >= from_time and created_at < to_time;

  select c.high >= content.last_id and not exists (
           select from jsonb_to_recordset(c.gaps) as gap (first bigint, last bigint)
           where gap.first <= content.last_id) as published,
         coalesce(l.events - l.removed_events, 0) as events,
         coalesce(l.id_sum - l.removed_id_sum, 0) as id_sum,
         coalesce(l.content_hash - l.removed_hash, 0) as content_hash
  into strict due from outbox_cursor c left join outbox_ledger l on l.day = of_day;

  held := content.events;
  expected := due.events;
  verdict := case
    when not due.published then 'unpublished'
    when (content.events, content.id_sum, content.content_hash) = (due.events, due.id_sum, due.content_hash)
      then 'removed'
    else 'disagrees' end;
  if verdict <> 'removed' then return; end if;

  if partition_name is null then
    delete from outbox_default where created_at >= from_time and created_at < to_time;
  else
    execute format('drop table %s', partition_name);
  end if;
  insert into outbox_ledger as l (day, removed_at) values (of_day, now())
  on conflict (day) do update set
    removed_events = l.removed_events + content.events,
    removed_id_sum = l.removed_id_sum + content.id_sum,
    removed_hash = l.removed_hash + content.content_hash,
    removed_at = now();
exception
  when lock_not_available or deadlock_detected then
    verdict := 'busy';
end $$;
`;
