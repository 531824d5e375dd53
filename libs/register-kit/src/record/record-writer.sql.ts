import type { RecordLayout } from './record-layout.ts';

/** The same text that JavaScript's `toISOString` gives; the clock is read after the lock, so a record's acts ascend. */
const moment = `moment as (
    select at, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as stamp
    from (select date_trunc('milliseconds', clock_timestamp()) as at) clock)`;

/**
 * $1 array of rows, $2 event type. One statement for record and history, any number of rows.
 * @param onConflict empty, or what to do with rows that violate a unique constraint
 */
export function registerSql(layout: RecordLayout, onConflict: '' | 'on conflict do nothing'): string {
  const columns = [...layout.columns.values()];
  return `
  with ${moment},
  given as (
    select * from jsonb_to_recordset($1::jsonb) as g(
      id uuid, event_id uuid, effective_on date, ground text, officer text, issuer text, client text,
      idempotency_key text,
      body_fingerprint text, concerns text[], authority text, patch jsonb, record jsonb)),
  created as (
    insert into ${layout.table} (id, version, origins, concerns, authority, recorded_at, effective_on, ${columns.join(', ')})
    select g.id, 1,
      jsonb_build_object('*', jsonb_build_object('version', 1, 'effectiveOn', g.effective_on, 'recordedAt', m.stamp)),
      g.concerns, g.authority, m.at, g.effective_on, ${columns.map((column) => `r.${column}`).join(', ')}
    from moment m, given g, jsonb_populate_record(null::${layout.table}, g.record) r
    ${onConflict}
    returning id),
  kept as (
    insert into ${layout.history} (record_id, version, type, effective_on, recorded_at, ground, officer, issuer,
      client, idempotency_key, body_fingerprint, event_id, patch)
    select g.id, 1, $2, g.effective_on, m.at, g.ground, g.officer, g.issuer, g.client, g.idempotency_key,
      g.body_fingerprint, g.event_id, g.patch
    from moment m, given g join created c on c.id = g.id)
  select c.id, m.stamp as "recordedAt" from created c, moment m`;
}

/**
 * Parameters: id, version, effective day, concerns, changed properties, row, type, ground, officer, key, fingerprint,
 * event id, patch, issuer, client, authority. Only the changed columns are written.
 */
export function changeSql(layout: RecordLayout, changed: readonly string[]): string {
  const columns = changed.map((property) => layout.column(property));
  const assigned = columns.map((column) => `${column} = n.${column}`);
  return `
  with ${moment},
  changed as (
    update ${layout.table} r set ${[
      'version = $2::int',
      'effective_on = greatest(r.effective_on, $3::date)',
      'concerns = $4::text[]',
      'authority = $16::text',
      'recorded_at = m.at',
      `origins = r.origins || (
        select coalesce(jsonb_object_agg(property, jsonb_build_object(
          'version', $2::int, 'effectiveOn', $3::date, 'recordedAt', m.stamp)), '{}')
        from unnest($5::text[]) property)`,
      ...assigned,
    ].join(', ')}
    from moment m, jsonb_populate_record(null::${layout.table}, $6::jsonb) n
    where r.id = $1::uuid)
  insert into ${layout.history} (record_id, version, type, effective_on, recorded_at, ground, officer, issuer,
    client, idempotency_key, body_fingerprint, event_id, patch)
  select $1::uuid, $2::int, $7, $3::date, m.at, $8, $9, $14, $15, $10, $11, $12::uuid, $13::jsonb from moment m
  returning (select stamp from moment) as "recordedAt"`;
}
