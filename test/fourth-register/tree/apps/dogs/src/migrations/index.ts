import { authorityTable, today } from '#libs/authorities';
import { outboxLedgerMigration, outboxMigration, outboxUpkeepMigration } from '#libs/outbox';
import {
  competenceMigrations,
  disclosureIdsMigration,
  disclosuresAnsweredMigration,
  foreignAttemptMigration,
  foreignAttemptOwnersMigration,
  officerMigrations,
  permitRoleMigration,
  recalledDisclosuresMigration,
  recordAuthorityMigration,
  registerMigration,
  registerVacuumYieldsMigration,
  toldVersionsMigration,
} from '#libs/register-kit';
import { authMigration, suspensionMigration, pseudonymKeys, pseudonymVersions } from '#libs/service-kit';
import { dogsMigration } from './dogs.migration.ts';
import { logMigrations, periodMigration } from './log-retention.migration.ts';

const appRole = 'dogs_app';

/** All migrations of this app, in the order of their time stamps. */
export const migrations = [
  dogsMigration,
  registerMigration({ record: 'dog', table: 'dogs', appRole }),
  outboxMigration(appRole),
  authMigration(appRole),
  outboxLedgerMigration(appRole),
  suspensionMigration(appRole),
  periodMigration,
  ...logMigrations,
  outboxUpkeepMigration(),
  disclosuresAnsweredMigration({ table: 'dogs', appRole }),
  disclosureIdsMigration,
  registerVacuumYieldsMigration,
  ...officerMigrations({ record: 'dog' }),
  recordAuthorityMigration({
    table: 'dogs',
    area: "r.owner ->> 'ags'",
    keepers: authorityTable.keepers('dogs', today()),
  }),
  ...competenceMigrations({ record: 'dog', table: 'dogs', appRole, stamp: 1796900000000 }),
  permitRoleMigration('dogs', { record: 'dog', table: 'dogs', appRole, stamp: 1797000200000 }),
  foreignAttemptMigration({
    table: 'dogs',
    appRole,
    subjects: { chip: 'chip' },

    stamp: 1797000300000,
  }),
  foreignAttemptOwnersMigration({
    table: 'dogs',
    appRole,
    subjects: { chip: 'chip' },
    stamp: 1797000400000,
  }),
  recalledDisclosuresMigration('dogs', { record: 'dog', stamp: 1797013000000 }),
  toldVersionsMigration({ record: 'dog', stamp: 1797020000000 }),
  pseudonymVersions(1797031000000, ['dogs', 'outbox']),
  pseudonymKeys(1797032000000, appRole),
];
