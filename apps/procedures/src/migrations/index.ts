import { authMigration, suspensionMigration } from '#libs/service-kit';
import { WebhookRefusals1795996800025, webhooksMigration } from '#libs/webhooks';
import { periodMigration } from './periods.migration.ts';

/** All migrations of this app, in the order of their time stamps. */
export const migrations = [
  authMigration('procedures_app'),
  suspensionMigration('procedures_app'),
  webhooksMigration('procedures_app'),
  WebhookRefusals1795996800025,
  periodMigration,
];
