import { migrationOf } from '#libs/service-kit';

/**
 * Who takes and closes a case is a person: `…_by` with `…_issuer`; the client stands with the step. What a client had taken
 * is open again, since no person could close it; that it was taken stays with its steps.
 */
export const casePersonsMigration = migrationOf('CasePersons1796500000002', [
  `alter table cases add column taken_issuer text, add column closed_issuer text`,
  `alter table case_acts add column issuer text, add column client text`,
  `update cases set state = 'OPEN', taken_by = null, taken_at = null where state = 'TAKEN'`,
  `alter table cases add constraint cases_taken_by_person check (state <> 'TAKEN' or taken_issuer is not null)`,
]);
