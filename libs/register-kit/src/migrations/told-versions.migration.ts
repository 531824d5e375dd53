import type { MigrationInterface } from 'typeorm';
import { migrationOf } from '#libs/service-kit';

const plainName = /^[a-z_][a-z0-9_]{0,50}$/;

/**
 * The log names the version of the record that was told, so that nobody has to conclude from times what had been committed
 * by then; of rows from before, times decide as they did. Frozen; listed after `recalledDisclosuresMigration`.
 */
export function toldVersionsMigration({
  record,
  stamp,
}: {
  readonly record: string;
  readonly stamp: number;
}): new () => MigrationInterface {
  if (!plainName.test(record)) throw new TypeError('Records of a register have plain lower-case names.');
  return migrationOf(`ToldVersions${stamp}`, [
    'alter table disclosure_log add column record_version int',
    `create or replace function disclosure_recalled(asked uuid)
returns table (record_id uuid, subject_kind text, fields text, acts jsonb, doubtful boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select l.record_id, l.subject_kind, l.fields, a.acts, a.doubtful
  from disclosure_log l cross join lateral (
    select jsonb_agg(jsonb_build_object('version', h.version, 'effectiveOn', h.effective_on::text, 'recordedAt',
          to_char(h.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'patch', h.patch) order by h.version)
        filter (where case when l.record_version is null then h.recorded_at <= l.at else h.version <= l.record_version end)
        as acts,
      l.record_version is null and bool_or(h.recorded_at between l.at - interval '1 minute' and l.at + interval '1 second')
        as doubtful
    from ${record}_history h where h.record_id = l.record_id) a
  where l.decision_id = asked and l.outcome = 'EVIDENCE'
$$`,
  ]);
}
