import type { MigrationInterface } from 'typeorm';
import { permitRoleOf, type RegisterName } from '#libs/contracts';
import { migrationOf } from '#libs/service-kit';

const plainName = /^[a-z_][a-z0-9_]{0,50}$/;

/**
 * The log says who was told: the person of a preview, of own data and of a recall, else the authority. And the role of
 * permits may read what one earlier answer said, by the id of its decision: the acts that were recorded by then. One that
 * was recorded in the minute before it may have been committed later, as long as a transaction lasts; then nobody can say. Frozen; listed after
 * `permitRoleMigration`.
 */
export function recalledDisclosuresMigration(
  register: RegisterName,
  { record, stamp }: { readonly record: string; readonly stamp: number },
): new () => MigrationInterface {
  if (!plainName.test(record)) throw new TypeError('Records of a register have plain lower-case names.');
  const role = permitRoleOf(register);
  return migrationOf(`RecalledDisclosures${stamp}`, [
    `alter table disclosure_log add column recipient text not null default 'AUTHORITY'
      check (recipient in ('AUTHORITY', 'PERSON'))`,
    `create function disclosure_recalled(asked uuid)
returns table (record_id uuid, subject_kind text, fields text, acts jsonb, doubtful boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select l.record_id, l.subject_kind, l.fields, a.acts, a.doubtful
  from disclosure_log l cross join lateral (
    select jsonb_agg(jsonb_build_object('version', h.version, 'effectiveOn', h.effective_on::text, 'recordedAt',
          to_char(h.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'patch', h.patch) order by h.version)
        filter (where h.recorded_at <= l.at) as acts,
      bool_or(h.recorded_at between l.at - interval '1 minute' and l.at + interval '1 second') as doubtful
    from ${record}_history h where h.record_id = l.record_id) a
  where l.decision_id = asked and l.outcome = 'EVIDENCE'
$$`,
    'revoke all on function disclosure_recalled(uuid) from public',
    `grant execute on function disclosure_recalled(uuid) to ${role}`,
  ]);
}
