export { ForeignAttempts, type NothingFound } from './record/foreign-attempts.ts';
export { ActsFor } from './competence/acts-for.decorator.ts';
export { actsFor, admit, ALL_AUTHORITIES, type Keeper, Keepers, within } from './competence/keeper.ts';
export { DisclosureRoute } from './disclosures/disclosure.route.ts';
export { Disclosures } from './disclosures/disclosures.ts';
export { logRepresentation, type RepresentationLog } from './disclosures/representations.ts';
export { permitKeysCheck } from './disclosures/permit-keys.ts';
export { PermitVerifier } from './disclosures/permit-verifier.ts';
export { EffectiveOn, ExpectedVersion, Ground } from './http/act-members.ts';
export { HistoryEntryDto } from './http/history-entry.dto.ts';
export { ImportQueryDto } from './http/import-query.dto.ts';
export * from './http/member.decorators.ts';
export * from './http/officer-routes.decorators.ts';
export { type RecordPage, recordPageOf } from './http/page.ts';
export { PageQueryDto } from './http/page-query.dto.ts';
export { ReceiptDto } from './http/receipt.dto.ts';
export { RecordId } from './http/record-id.decorator.ts';
export { type RecordView, viewOf, viewOfState } from './http/record.view.ts';
export { StateQueryDto } from './http/state-query.dto.ts';
export { Submitted } from '#libs/service-kit';
export {
  type ImportBody,
  type ImportOptions,
  type ImportRules,
  RecordImport,
} from './imports/record-import.ts';
export {
  disclosureIdsMigration,
  disclosureLogMigrations,
  registerVacuumYieldsMigration,
} from './migrations/disclosure-log.migration.ts';
export { admitted, competenceMigrations, protectRows } from './migrations/competence.migration.ts';
export {
  foreignAttemptMigration,
  foreignAttemptOwnersMigration,
} from './migrations/foreign-attempt.migration.ts';
export { toldVersionsMigration } from './migrations/told-versions.migration.ts';
export { recalledDisclosuresMigration } from './migrations/recalled-disclosures.migration.ts';
export { permitRoleMigration } from './migrations/permit-role.migration.ts';
export { disclosuresAnsweredMigration } from './migrations/disclosures-answered.migration.ts';
export { fillSearchMigration, recordSearchMigration } from './migrations/record-search.migration.ts';
export { officerMigrations } from './migrations/officers.migration.ts';
export { recordAuthorityMigration } from './migrations/record-authority.migration.ts';
export { registerMigration, type RegisterTables } from './migrations/register.migration.ts';
export * from './record/act.ts';
export type { BulkOutcome } from './record/bulk-registration.ts';
export * from './record/chronology.ts';
export { competentFor } from './record/competence.rules.ts';
export { createRecordStore } from './record/create-record-store.ts';
export { type PseudonymKeys, pseudonymKeysOf } from './record/pseudonym-keys.ts';
export { localDay, localDaySql } from './local-day.ts';
export { comparePartialDates } from './record/partial-dates.rules.ts';
export type { PointInTime, RecordState } from './record/record-history.ts';
export { RecordLayout } from './record/record-layout.ts';
export { RecordStore } from './record/record-store.ts';
export type { Registration } from './record/record-writer.ts';
export * from './record/register-definition.ts';
export {
  kitProperties,
  type Origin,
  originOf,
  type Origins,
  type Property,
  type RegisterRecord,
  type Values,
} from './record/register-record.ts';
export * from './register.config.ts';
export * from './register.errors.ts';
export { RegisterModule } from './register.module.ts';
