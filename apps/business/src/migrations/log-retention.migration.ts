import { disclosureLogMigrations } from '#libs/register-kit';
import { retentionPeriodsMigration } from '#libs/service-kit';

const appRole = 'business_app';
const kind = 'disclosure';

export const periodMigration = retentionPeriodsMigration(appRole, [
  { kind, part: 'all', keep: '4 years', fromYearEnd: true, basis: 'HRV §53(3)' },
]);

export const logMigrations = disclosureLogMigrations(appRole, [
  { part: 'all', matches: 'true', shortest: '4 years', fromYearEnd: true },
]);
