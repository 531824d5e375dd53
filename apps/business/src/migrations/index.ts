import { authorityTable, today } from '#libs/authorities';
import { doubtCasesMigrations } from '#libs/cases';
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
import { Companies1767225400000 } from './companies.migration.ts';
import { logMigrations, periodMigration } from './log-retention.migration.ts';
import { officerRepresentationMigration } from './officer-representation.migration.ts';

const appRole = 'business_app';

/** All migrations of this app, in the order of their time stamps. */
export const migrations = [
  Companies1767225400000,
  registerMigration({ record: 'company', table: 'companies', appRole }),
  outboxMigration(appRole),
  authMigration(appRole),
  outboxLedgerMigration(appRole),
  suspensionMigration(appRole),
  periodMigration,
  ...logMigrations,
  outboxUpkeepMigration(),
  disclosuresAnsweredMigration({ table: 'companies', appRole }),
  disclosureIdsMigration,
  registerVacuumYieldsMigration,
  ...officerMigrations({ record: 'company' }),
  recordAuthorityMigration({
    table: 'companies',
    area: "r.register ->> 'courtCode'",
    keepers: authorityTable.keepers('business', today()),
  }),
  ...competenceMigrations({ record: 'company', table: 'companies', appRole, stamp: 1796900000000 }),
  permitRoleMigration('business', { record: 'company', table: 'companies', appRole, stamp: 1797000200000 }),
  foreignAttemptMigration({
    table: 'companies',
    appRole,
    subjects: { euid: 'euid', widnr: 'widnr', lei: 'lei' },

    stamp: 1797000300000,
  }),
  foreignAttemptOwnersMigration({
    table: 'companies',
    appRole,
    subjects: { euid: 'euid', widnr: 'widnr', lei: 'lei' },
    stamp: 1797000400000,
  }),
  recalledDisclosuresMigration('business', { record: 'company', stamp: 1797013000000 }),
  ...doubtCasesMigrations('business', {
    table: 'companies',
    record: 'company_id',
    appRole,
    stamp: 1797020000000,
  }),
  foreignAttemptOwnersMigration({
    table: 'companies',
    appRole,
    subjects: { euid: 'euid', widnr: 'widnr', lei: 'lei' },
    cases: true,
    stamp: 1797020000005,
  }),
  toldVersionsMigration({ record: 'company', stamp: 1797020000006 }),
  officerRepresentationMigration,
  pseudonymVersions(1797031000000, ['companies', 'outbox']),
  pseudonymKeys(1797032000000, appRole),
];
