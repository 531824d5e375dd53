import { authMigration, migrationOf, suspensionMigration, pseudonymVersions } from '#libs/service-kit';
import { secretKeyVersions, WebhookRefusals1795996800025, webhooksMigration } from '#libs/webhooks';
import { callbacksMigration } from './callbacks.migration.ts';
import { draftsMigration } from './drafts.migration.ts';
import { listsMigration } from './lists.migration.ts';
import { papersMigration, trailEntriesMigration } from './papers.migration.ts';
import { periodMigration } from './periods.migration.ts';
import { submissionEndsMigration } from './submission-ends.migration.ts';
import { submissionsMigration } from './submissions.migration.ts';
import { undecidedMigration } from './undecided.migration.ts';

/** All migrations of this app, in the order of their time stamps. */
export const migrations = [
  authMigration('procedures_app'),
  suspensionMigration('procedures_app'),
  webhooksMigration('procedures_app'),
  WebhookRefusals1795996800025,
  periodMigration,
  draftsMigration,
  submissionsMigration,
  listsMigration,
  callbacksMigration,
  secretKeyVersions(1797161000000),
  pseudonymVersions(1797161000001, ['draft', 'submission']),
  migrationOf('RewrappedKeys1797161000002', [
    'grant update (key_version, wrapped_key) on submission to procedures_app',
  ]),
  undecidedMigration,
  submissionEndsMigration,
  papersMigration,
  trailEntriesMigration,
];
