const readable = ['INFORMATION', 'CONDITIONAL', 'CIVIL_STATUS', 'TRANSMISSION']
  .map((kind) => `@.kind == "${kind}"`)
  .join(' || ');

/**
 * $1 record id, $2 ground; under the row's lock. Every lock that can be read, at whatever depth, becomes a member of the
 * list. What the column or an unreadable lock says beyond them becomes a lock of its own, since the record's latest day,
 * because nobody knows since when: a doubtful lock counts as set. The columns follow by the functions of the constraint.
 *
 * No act was done, so there is no version and no event; what was stored stays in the record's history, and
 * `resident_repair` says when and why it was mended.
 */
export const mendLocksSql = `
  with stored as (
    select r.id, r.version, r.effective_on::text as since, r.locks,
      greatest(r.information_locked_until, residents_information_lock(r.locks)) as locked_until,
      r.conditional_lock, r.former_names_sealed,
      coalesce((select jsonb_agg(lock) from jsonb_path_query(r.locks, 'strict $.** ? (${readable})') lock), '[]') as read
    from residents r where r.id = $1),
  mended as (
    select id, version, read
      || case when locked_until is distinct from residents_information_lock(read)
        then jsonb_build_array(jsonb_build_object(
          'kind', 'INFORMATION', 'since', since, 'until', to_char(locked_until, 'YYYY-MM-DD')))
        else '[]' end
      || case when conditional_lock and not residents_has_lock(read, 'CONDITIONAL')
        then jsonb_build_array(jsonb_build_object('kind', 'CONDITIONAL', 'since', since)) else '[]' end
      || case when former_names_sealed and not residents_has_lock(read, 'CIVIL_STATUS')
        then jsonb_build_array(jsonb_build_object('kind', 'CIVIL_STATUS', 'since', since)) else '[]' end as locks
    from stored),
  written as (
    update residents r set locks = m.locks,
      information_locked_until = residents_information_lock(m.locks),
      conditional_lock = residents_has_lock(m.locks, 'CONDITIONAL'),
      former_names_sealed = residents_has_lock(m.locks, 'CIVIL_STATUS')
    from mended m where r.id = m.id
    returning r.id, r.version)
  insert into resident_repair (record_id, version, ground) select id, version, $2 from written`;
