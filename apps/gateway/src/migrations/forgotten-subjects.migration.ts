import { migrationOf } from '#libs/service-kit';

/**
 * For the upkeep, which need not look at those that a subscription still has. No statement ever asked by callback: heads
 * follow feeds by the subscription's id.
 */
export const forgottenSubjectsMigration = migrationOf(
  'ForgottenSubjects1796083200005',
  [
    'drop index concurrently if exists subscription_subject_removed',
    `create index concurrently subscription_subject_removed on subscription_subject (removed_at)
     where removed_at is not null`,
    'drop index concurrently if exists subscription_by_callback',
  ],
  false,
);
