import { migrationOf } from '#libs/service-kit';

/** A citizen lets a record rest and go on; and a record may renew another, whatever became of that. */
export const restingConsentsMigration = migrationOf('RestingConsents1796947200020', [
  'alter table consent add column paused_at timestamptz, add column renews text references consent',
  'grant update (paused_at) on consent to gateway_app',
]);
