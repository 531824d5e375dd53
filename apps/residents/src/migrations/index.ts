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
import { LockColumns1795831000000 } from './lock-columns.migration.ts';
import { LockRepairs1795833000000 } from './lock-repairs.migration.ts';
import { logMigrations, periodMigration } from './log-retention.migration.ts';
import { movingCasesMigrations } from './moving-cases.migration.ts';
import { movingMigrations } from './moving.migration.ts';
import { personSearchMigrations } from './person-search.migration.ts';
import { PartialMarriageDates1795830000000 } from './partial-marriage-dates.migration.ts';
import { representationCasesMigration } from './representation-cases.migration.ts';
import { Residents1767225400000 } from './residents.migration.ts';

const appRole = 'residents_app';

/** The municipality of the main home, or of the last one: as `lastHome`; nothing where the list is not one. */
const lastHomeSql = `(
  select home ->> 'ags'
  from jsonb_array_elements(case jsonb_typeof(r.addresses) when 'array' then r.addresses else '[]' end) home
  where home ->> 'residenceType' <> 'SECONDARY'
  order by home ->> 'movedOutOn' desc nulls first limit 1)`;

/** `npm run repair` mends the others; a row that breaks the constraint `residents_locks_agree` takes no update before. */
const locksAgreeSql = `
  r.information_locked_until is not distinct from residents_information_lock(r.locks)
  and r.conditional_lock = residents_has_lock(r.locks, 'CONDITIONAL')
  and r.former_names_sealed = residents_has_lock(r.locks, 'CIVIL_STATUS')`;

/** All migrations of this app, in the order of their time stamps. */
export const migrations = [
  Residents1767225400000,
  registerMigration({ record: 'resident', table: 'residents', appRole }),
  outboxMigration(appRole),
  authMigration(appRole),
  inboxMigration(appRole),
  outboxLedgerMigration(appRole),
  suspensionMigration(appRole),
  PartialMarriageDates1795830000000,
  LockColumns1795831000000,
  LockRepairs1795833000000,
  periodMigration,
  ...logMigrations,
  outboxUpkeepMigration(),
  ...inboxUpkeepMigrations(appRole),
  disclosuresAnsweredMigration({ table: 'residents', appRole }),
  ...inboxSweepMigrations,
  disclosureIdsMigration,
  registerVacuumYieldsMigration,
  ...personSearchMigrations,
  ...officerMigrations({ record: 'resident' }),
  recordAuthorityMigration({
    table: 'residents',
    area: lastHomeSql,
    writable: locksAgreeSql,
    keepers: authorityTable.keepers('residents', today()),
  }),
  ...movingMigrations,
  ...movingCasesMigrations,
  ...competenceMigrations({
    record: 'resident',
    table: 'residents',
    appRole,
    stamp: 1796900000000,
    searched: true,
  }),
  ...caseCompetenceMigrations(appRole, 1797000100000),
  permitRoleMigration('residents', {
    record: 'resident',
    table: 'residents',
    appRole,
    stamp: 1797000200000,
    searched: true,
  }),
  foreignAttemptMigration({
    table: 'residents',
    appRole,
    subjects: { idnr: 'idnr' },
    cases: true,
    stamp: 1797000300000,
  }),
  foreignAttemptOwnersMigration({
    table: 'residents',
    appRole,
    subjects: { idnr: 'idnr' },
    cases: true,
    stamp: 1797000400000,
  }),
  recalledDisclosuresMigration('residents', { record: 'resident', stamp: 1797013000000 }),
  migrationOf('CasesOfOne1797013000010', ['alter table cases alter column other_authority drop not null']),
  reportCasesMigration('residents', {
    table: 'residents',
    record: 'record_id',
    kinds: ['FORMER_RESIDENT', 'PROTECTED_FEEDBACK', 'FEEDBACK_OVERDUE'],
    stamp: 1797013000011,
  }),
  toldVersionsMigration({ record: 'resident', stamp: 1797020000000 }),
  representationCasesMigration,
  pseudonymVersions(1797031000000, ['inbox_parked', 'outbox', 'residents']),
  pseudonymKeys(1797032000000, appRole),
  inboxCorrectionsMigration(appRole),
];
