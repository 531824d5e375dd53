/**
 * Applies a batch folded on its own. `missing` of the batch counts from version 1, so what the table knew is taken off;
 * a batch that overlaps what is known (a relay repeats itself) adds nothing. The same version again corrects the row.
 * What the generation counts follows in the same statement.
 */
export const applyRowsSql = `
  with applied as (
  insert into record_version as known
    (generation, record_id, version, last_type, last_event, effective_on, missing)
  select $1, * from unnest($2::uuid[], $3::int[], $4::text[], $5::uuid[], $6::date[], $7::int[])
  on conflict (generation, record_id) do update set
    version = excluded.version, last_type = excluded.last_type, last_event = excluded.last_event,
    effective_on = excluded.effective_on,
    missing = case when excluded.version > known.version
      then greatest(known.missing, known.missing + excluded.missing - known.version) else known.missing end
  where excluded.version >= known.version
  returning old.missing as before, new.missing as after)
  update projection_generation set records = records + added, with_gaps = with_gaps + gaps, missing = missing + more
  from (
    select count(*) filter (where before is null) as added,
      count(*) filter (where after > 0) - count(*) filter (where before > 0) as gaps,
      coalesce(sum(after - coalesce(before, 0)), 0) as more
    from applied) change
  where id = $1`;

export const savePositionsSql = `
  insert into projection_position (generation, partition, next_offset)
  select $1, * from unnest($2::int[], $3::bigint[])
  on conflict (generation, partition) do update set next_offset = excluded.next_offset`;
