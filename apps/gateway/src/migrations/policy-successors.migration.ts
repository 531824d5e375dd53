import { migrationOf } from '#libs/service-kit';

/** When an authority of the policy ends, and who takes over. Written by apply-policy, which checks that it leads somewhere. */
export const policySuccessorsMigration = migrationOf('PolicySuccessors1797120000021', [
  'alter table policy_authority add column until date, add column successor text',
]);
