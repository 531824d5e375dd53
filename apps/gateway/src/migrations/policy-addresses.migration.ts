import { migrationOf } from '#libs/service-kit';

/** Where an authority of the policy is found, for receipts. */
export const policyAddressesMigration = migrationOf('PolicyAddresses1797140000001', [
  'alter table policy_authority add column address text, add column contact text',
]);
