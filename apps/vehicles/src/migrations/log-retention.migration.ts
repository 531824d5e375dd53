import { disclosureLogMigrations } from '#libs/register-kit';
import { retentionPeriodsMigration } from '#libs/service-kit';

const appRole = 'vehicles_app';
const kind = 'disclosure';

export const periodMigration = retentionPeriodsMigration(appRole, [
  { kind, part: 'all', keep: '6 months', basis: 'StVG §36(6)' },
  { kind: 'inbox-event', keep: '30 days', basis: 'no topic keeps an event for longer' },
  {
    kind: 'parked-event',
    keep: '90 days',
    basis: 'after it was redriven or discarded: what operators look into',
  },
  { kind: 'case', keep: '1 year', basis: 'as FZV §73(1) has it for the register' },
]);

export const logMigrations = disclosureLogMigrations(appRole, [
  { part: 'all', matches: 'true', shortest: '6 months' },
]);
