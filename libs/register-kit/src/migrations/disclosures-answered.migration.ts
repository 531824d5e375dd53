import type { MigrationInterface } from 'typeorm';
import { migrationOf } from '#libs/service-kit';
import type { RegisterTables } from './register.migration.ts';

const plainName = /^[a-z_][a-z0-9_]{0,50}$/;

/**
 * Lets the app role tell the gateway what was answered, and no more than was: the true reason of a neutral answer stays
 * in the log. Frozen; listed after `disclosureLogMigrations`.
 */
export function disclosuresAnsweredMigration({
  table,
  appRole,
}: Omit<RegisterTables, 'record'>): new () => MigrationInterface {
  if (![table, appRole].every((name) => plainName.test(name))) {
    throw new TypeError('Tables and roles of a register have plain lower-case names.');
  }
  return migrationOf('DisclosuresAnswered1796000050000', [
    `create function disclosures_answered(asked uuid[]) returns table (decision_id uuid, status text, concerns text[])
language sql stable security definer set search_path = public, pg_temp as $$
  select l.decision_id, case when l.outcome = 'EVIDENCE' then 'EVIDENCE' else 'NO_EVIDENCE' end,
    case when l.outcome = 'EVIDENCE' then coalesce(r.concerns, '{}') else '{}' end
  from unnest(asked) as a (id)
  join disclosure_log l on l.decision_id = a.id
  left join ${table} r on r.id = l.record_id
$$`,
    'revoke all on function disclosures_answered(uuid[]) from public',
    `grant execute on function disclosures_answered(uuid[]) to ${appRole}`,
  ]);
}
