import { migrationOf } from '#libs/service-kit';

/** When an authority of the policy begins, as the table of authorities says it of its own. */
export const policyBeginningsMigration = migrationOf('PolicyBeginnings1797130000001', [
  'alter table policy_authority add column "from" date',
]);
