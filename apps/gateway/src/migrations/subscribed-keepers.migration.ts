import { migrationOf } from '#libs/service-kit';

/**
 * Whose events of a subject a subscription tells: those of the authority that kept the record when the subject was listed,
 * or of the first that was heard of. After the closing event nothing more is told of the subject.
 */
export const subscribedKeepersMigration = migrationOf('SubscribedKeepers1796947200001', [
  'alter table subscription_subject add column keeper text, add column closed_at timestamptz',
  'grant update (keeper, closed_at) on subscription_subject to gateway_app',
]);
