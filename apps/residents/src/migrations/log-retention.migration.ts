import { disclosureLogMigrations } from '#libs/register-kit';
import { retentionPeriodsMigration } from '#libs/service-kit';

const appRole = 'residents_app';
const kind = 'disclosure';

/** Without an IDNr a year at least, and gone by the end of the next calendar year: so on the day. */
export const periodMigration = retentionPeriodsMigration(appRole, [
  { kind, part: 'by-idnr', keep: '2 years', basis: 'IDNrG §9(3)' },
  { kind, part: 'without-idnr', keep: '1 year', basis: 'BMG §40(5)' },
]);

export const logMigrations = disclosureLogMigrations(appRole, [
  { part: 'by-idnr', matches: `subject_kind = 'idnr'`, shortest: '2 years' },
  { part: 'without-idnr', matches: `subject_kind <> 'idnr'`, shortest: '1 year' },
]);
