import { migrationOf } from '#libs/service-kit';

/** In one direction, as a list that is read along its index needs it. */
export const farListsMigration = migrationOf(
  'FarLists1796342400001',
  [
    'drop index concurrently if exists subscription_by_owner',
    'create index concurrently subscription_by_owner on subscription (client_id, authority, id)',
    'drop index concurrently if exists subscription_own',
  ],
  false,
);
