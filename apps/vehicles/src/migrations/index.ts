import { authorityTable, today } from '#libs/authorities';
import { caseCompetenceMigrations, reportCasesMigration } from '#libs/cases';
import {
  inboxCorrectionsMigration,
  inboxMigration,
  inboxSweepMigrations,
  inboxUpkeepMigrations,
} from '#libs/inbox';
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
import {
  authMigration,
  migrationOf,
  suspensionMigration,
  pseudonymKeys,
  pseudonymVersions,
} from '#libs/service-kit';
import { casePeriodMigration } from './case-period.migration.ts';
import { casesOfAuthorityMigration } from './cases-of-authority.migration.ts';
import { casePersonsMigration } from './case-persons.migration.ts';
import { caseSweepMigration } from './case-sweep.migration.ts';
import { CaseRetention1767312200000 } from './case-retention.migration.ts';
import { Cases1767312100000 } from './cases.migration.ts';
import { entryOfHolderMigration } from './entry-of-holder.migration.ts';
import { farListsMigration } from './far-lists.migration.ts';
import { logMigrations, periodMigration } from './log-retention.migration.ts';
import { Lists1796083200002 } from './lists.migration.ts';
import { OneRegistrationPerVin1795830000000 } from './one-registration-per-vin.migration.ts';
import { openCasesMigration } from './open-cases.migration.ts';
import { VehiclesHolding1796010000000 } from './vehicles-holding.migration.ts';
import { Vehicles1767225400000 } from './vehicles.migration.ts';

const appRole = 'vehicles_app';

/** All migrations of this app, in the order of their time stamps. */
export const migrations = [
  Vehicles1767225400000,
  registerMigration({ record: 'vehicle', table: 'vehicles', appRole }),
  outboxMigration(appRole),
  authMigration(appRole),
  inboxMigration(appRole),
  Cases1767312100000,
  CaseRetention1767312200000,
  outboxLedgerMigration(appRole),
  suspensionMigration(appRole),
  OneRegistrationPerVin1795830000000,
  periodMigration,
  ...logMigrations,
  outboxUpkeepMigration(),
  ...inboxUpkeepMigrations(appRole),
  casePeriodMigration,
  disclosuresAnsweredMigration({ table: 'vehicles', appRole }),
  VehiclesHolding1796010000000,
  Lists1796083200002,
  openCasesMigration,
  caseSweepMigration,
  ...inboxSweepMigrations,
  disclosureIdsMigration,
  farListsMigration,
  registerVacuumYieldsMigration,
  ...officerMigrations({ record: 'vehicle' }),
  casePersonsMigration,
  recordAuthorityMigration({
    table: 'vehicles',
    area: 'r.ags',
    keepers: authorityTable.keepers('vehicles', today()),
  }),
  ...competenceMigrations({ record: 'vehicle', table: 'vehicles', appRole, stamp: 1796900000000 }),
  casesOfAuthorityMigration,
  ...caseCompetenceMigrations(appRole, 1797000100000),
  permitRoleMigration('vehicles', { record: 'vehicle', table: 'vehicles', appRole, stamp: 1797000200000 }),
  foreignAttemptMigration({
    table: 'vehicles',
    appRole,
    subjects: { plate: 'plate_named', vin: 'vin_named' },
    cases: true,
    stamp: 1797000300000,
  }),
  foreignAttemptOwnersMigration({
    table: 'vehicles',
    appRole,
    subjects: { plate: 'plate_named', vin: 'vin_named' },
    cases: true,
    stamp: 1797000400000,
  }),
  recalledDisclosuresMigration('vehicles', { record: 'vehicle', stamp: 1797013000000 }),
  migrationOf('CasesOfNoHolder1797020000000', [
    `alter table cases alter column holder_version drop not null, alter column enquiry set default 'NONE'`,
  ]),
  reportCasesMigration('vehicles', {
    table: 'vehicles',
    record: 'vehicle_id',
    kinds: [
      'HOLDER_ADDRESS_CHANGED',
      'HOLDER_NAME_CHANGED',
      'HOLDER_DECEASED',
      'HOLDER_SEAT_MOVED',
      'HOLDER_ORGANISATION_GONE',
    ],
    stamp: 1797020000001,
  }),
  entryOfHolderMigration,
  toldVersionsMigration({ record: 'vehicle', stamp: 1797020000002 }),
  pseudonymVersions(1797031000000, ['inbox_parked', 'outbox', 'vehicles']),
  pseudonymKeys(1797032000000, appRole),
  inboxCorrectionsMigration(appRole),
];
