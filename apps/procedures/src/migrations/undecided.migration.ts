import { migrationOf } from '#libs/service-kit';

/** What nobody decides, and who had secrets made, are kept no longer than they are of use. */
export const undecidedMigration = migrationOf('Undecided1797162000000', [
  'alter table submission add column changed_at timestamptz',
  'update submission set changed_at = received_at',
  `alter table submission alter column changed_at set default clock_timestamp(),
    alter column changed_at set not null`,
  `create index submission_by_change on submission (changed_at) where state <> 'DECIDED'`,
  'create index callback_renewal_by_age on callback_renewal (at)',
  'grant update (changed_at) on submission to procedures_app',
  'grant select, delete, update (at) on callback_renewal to procedures_app',
  `insert into retention_period (kind, keep, from_year_end, basis) values
    ('undecided-submission', '3 years', true,
      'GDPR Art. 5(1)(e): after it nobody can claim what hangs on the decision (BGB §§195, 199(1)); from the last change'),
    ('callback-renewal', '1 year', false, 'GDPR Art. 32: who let a system listen can be asked for')`,
]);
