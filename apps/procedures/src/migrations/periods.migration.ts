import { retentionPeriodsMigration } from '#libs/service-kit';

/** A `part` is a form that is kept otherwise than the rest. */
export const periodMigration = retentionPeriodsMigration('procedures_app', [
  { kind: 'draft', keep: '30 days', basis: 'as long as somebody may go on filling it in' },
  {
    kind: 'decided-submission',
    keep: '1 year',
    basis: 'for an objection and a claim (VwGO §58(2)); the act itself is in the file of the authority',
  },
  {
    kind: 'submission-read',
    keep: '1 year',
    basis: 'GDPR Art. 5(2): who read personal data can be asked for',
  },
]);
