import { lockAll, migrationOf } from '#libs/service-kit';

/** What two representatives gave for one person stands side by side: neither ends what evidence of the other one waits on. */
export const consentsByGiverMigration = migrationOf('ConsentsByGiver1797153000000', [
  lockAll([{ name: 'consent' }]),
  'drop index consent_one_active',
  `create unique index consent_one_active on consent (citizen, authority, purpose, evidence_type, subject, acted_by)
    where state = 'ACTIVE'`,
]);
