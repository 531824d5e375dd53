/**
 * A leader whose host vanishes leaves a connection that the server believes in for two hours (Linux's default); its lock
 * is to be free after about ten seconds.
 */
export const keepAliveSql = `
  set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3;
  set tcp_user_timeout = 10000`;

/**
 * Open gaps and new rows, under one snapshot. Each part walks the index and stops at the limit, whatever the planner
 * thinks of the number of rows.
 */
export const pollSql = `
  with snapshot as materialized (select pg_snapshot_xmin(pg_current_snapshot())::text as xmin)
  select snapshot.xmin, found.id, found.key, found.payload,
         (found.created_at at time zone 'UTC')::date - date '1970-01-01' as day
  from snapshot left join lateral (
    select * from (
      select late.id, late.key, late.payload, late.created_at
      from unnest($3::bigint[], $4::bigint[]) as gap (first, last)
      cross join lateral (
        select o.id, o.key, o.payload, o.created_at from outbox o
        where o.id between gap.first and gap.last order by o.id limit $2) as late
      union all
      (select id, key, payload, created_at from outbox where id > $1 order by id limit $2)
    ) as candidate
    order by id limit $2
  ) as found on true
  order by found.id`;

/** Nothing is entered unless the epoch is still the relay's own: both happen, or neither. */
export const saveSql = `
  with saved as (
    update outbox_cursor
    set high = $2, gaps = $3, saved_by = pg_current_xact_id(), saved_at = now()
    where epoch = $1
    returning saved_by
  ), entered as (
    insert into outbox_ledger as l (day, events, id_sum, content_hash)
    select date '1970-01-01' + day, events, id_sum, content_hash
    from unnest($4::int[], $5::bigint[], $6::numeric[], $7::numeric[]) as e (day, events, id_sum, content_hash)
    where exists (select from saved)
    on conflict (day) do update set
      events = l.events + excluded.events,
      id_sum = l.id_sum + excluded.id_sum,
      content_hash = l.content_hash + excluded.content_hash
  )
  select saved_by from saved`;
