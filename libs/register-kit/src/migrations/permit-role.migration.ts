import type { MigrationInterface } from 'typeorm';
import { permitRoleOf, type RegisterName } from '#libs/contracts';
import { migrationOf } from '#libs/service-kit';
import { admitted, type CompetenceTables } from './competence.migration.ts';

/**
 * Permits are answered in a role of their own, which reads records that this process keeps, adds to the log, and can do
 * no more. The app role, in which officers are served, writes no log of disclosures. Provisioning makes the role and
 * lets the app role take it. Frozen; listed after `competenceMigrations`.
 */
export function permitRoleMigration(
  register: RegisterName,
  { record, table, appRole, stamp, searched }: CompetenceTables,
): new () => MigrationInterface {
  const role = permitRoleOf(register);
  const ofRecord = `exists (select from ${table} r where r.id = record_id)`;
  const reads = (name: string, using: string): readonly string[] => [
    `grant select on ${name} to ${role}`,
    `create policy ${name}_permits on ${name} for select to ${role} using (${using})`,
  ];
  return migrationOf(`PermitRole${stamp}`, [
    `do $$ begin
      if not exists (select from pg_roles where rolname = '${role}' and pg_has_role('${appRole}', oid, 'SET')) then
        raise 'The role ${role} is missing, or ${appRole} may not take it. As an administrator: create role ${role} nologin; grant ${role} to ${appRole} with inherit false, set true;';
      end if;
    end $$`,
    `grant usage on schema public to ${role}`,
    ...reads(table, admitted),
    ...(searched ? reads(`${record}_search`, ofRecord) : []),
    `revoke insert, select (decision_id) on disclosure_log from ${appRole}`,
    `grant insert, select (decision_id) on disclosure_log to ${role}`,
    `revoke execute on function disclosures_answered(uuid[]) from ${appRole}`,
    `grant execute on function disclosures_answered(uuid[]) to ${role}`,
  ]);
}
