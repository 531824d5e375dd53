import { disclosureLogMigrations } from '#libs/register-kit';
import { retentionPeriodsMigration } from '#libs/service-kit';

const appRole = 'dogs_app';

export const periodMigration = retentionPeriodsMigration(appRole, [
  { kind: 'disclosure', part: 'all', keep: '1 year', basis: 'NDSG §17; NHundG §16' },
]);

export const logMigrations = disclosureLogMigrations(appRole, [
  { part: 'all', matches: 'true', shortest: '1 year' },
]);
