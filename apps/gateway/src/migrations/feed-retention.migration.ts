import { migrationOf } from '#libs/service-kit';

/** Finds all subjects of a subscription, also those that were taken off it. */
export const feedRetentionMigration = migrationOf(
  'FeedRetention1796000030000',
  [
    'drop index concurrently if exists subscription_subject_by_subscription',
    'create index concurrently subscription_subject_by_subscription on subscription_subject (subscription_id)',
  ],
  false,
);
