import { outboxLedgerMigration, outboxMigration, outboxUpkeepMigration } from '#libs/outbox';
import {
  disclosureIdsMigration,
  disclosuresAnsweredMigration,
  officerMigrations,
  registerMigration,
  registerVacuumYieldsMigration,
} from '#libs/register-kit';
import { authMigration, suspensionMigration } from '#libs/service-kit';
import { LockColumns1795831000000 } from './lock-columns.migration.ts';
import { LockRepairs1795833000000 } from './lock-repairs.migration.ts';
import { logMigrations, periodMigration } from './log-retention.migration.ts';
import { personSearchMigrations } from './person-search.migration.ts';
import { PartialMarriageDates1795830000000 } from './partial-marriage-dates.migration.ts';
import { Residents1767225400000 } from './residents.migration.ts';

const appRole = 'residents_app';

/** All migrations of this app, in the order of their time stamps. */
export const migrations = [
  Residents1767225400000,
  registerMigration({ record: 'resident', table: 'residents', appRole }),
  outboxMigration(appRole),
  authMigration(appRole),
  outboxLedgerMigration(appRole),
  suspensionMigration(appRole),
  PartialMarriageDates1795830000000,
  LockColumns1795831000000,
  LockRepairs1795833000000,
  periodMigration,
  ...logMigrations,
  outboxUpkeepMigration(),
  disclosuresAnsweredMigration({ table: 'residents', appRole }),
  disclosureIdsMigration,
  registerVacuumYieldsMigration,
  ...personSearchMigrations,
  ...officerMigrations({ record: 'resident' }),
];
