import {
  inboxCorrectionsMigration,
  inboxMigration,
  inboxSweepMigrations,
  inboxUpkeepMigrations,
} from '#libs/inbox';
import { authMigration, vacuumYieldsMigration, pseudonymKeys, pseudonymVersions } from '#libs/service-kit';
import { secretKeyVersions, WebhookRefusals1795996800025 } from '#libs/webhooks';
import { concealedAuthoritiesMigration } from './concealed-authorities.migration.ts';
import { actingKindsMigration } from './acting-kinds.migration.ts';
import { actingAnswersMigration } from './acting-answers.migration.ts';
import { actingOfficersMigration } from './acting-officers.migration.ts';
import { actingPersonsMigration } from './acting-persons.migration.ts';
import { consentsByGiverMigration } from './consents-by-giver.migration.ts';
import { contentsMigration } from './contents.migration.ts';
import { feedRetentionMigration } from './feed-retention.migration.ts';
import { forgottenSubjectsMigration } from './forgotten-subjects.migration.ts';
import { GatewayTables1767225600000 } from './gateway-tables.migration.ts';
import { grantSubjectKindsMigration } from './grant-subject-kinds.migration.ts';
import { IdempotentRequests1795824000007 } from './idempotent-requests.migration.ts';
import { idsMigration, logMigrations, periodMigration } from './log-retention.migration.ts';
import { farListsMigration } from './far-lists.migration.ts';
import { LookupUsage1795824000006 } from './lookup-usage.migration.ts';
import { jointChoicesMigration } from './joint-choices.migration.ts';
import { jointConfirmationsMigration } from './joint-confirmations.migration.ts';
import { Lists1796083200003 } from './lists.migration.ts';
import { minimumIntervalMigration } from './minimum-interval.migration.ts';
import { openOutcomesMigration } from './open-outcomes.migration.ts';
import { openOutcomesRightsMigration } from './open-outcomes-rights.migration.ts';
import { evidenceRequestsMigration } from './evidence-requests.migration.ts';
import { previewsMigration } from './previews.migration.ts';
import { policyBeginningsMigration } from './policy-beginnings.migration.ts';
import { PolicyLimits1795824000005 } from './policy-limits.migration.ts';
import { releaseCallbacksMigration } from './release-callbacks.migration.ts';
import { anyRegisterMigration, registerMigrations } from './registers.migration.ts';
import { ProvisionalGrants1795824000009 } from './provisional-grants.migration.ts';
import { reportsMigration } from './reports.migration.ts';
import { restingConsentsMigration } from './resting-consents.migration.ts';
import { routingDirectoryMigration } from './routing-directory.migration.ts';
import { encryptionKeyClientsMigration } from './encryption-key-clients.migration.ts';
import { policyAddressesMigration } from './policy-addresses.migration.ts';
import { policySuccessorsMigration } from './policy-successors.migration.ts';
import { routingPlanMigration } from './routing-plan.migration.ts';
import { subscribedKeepersMigration } from './subscribed-keepers.migration.ts';
import { Subscriptions1795392000000 } from './subscriptions.migration.ts';
import { succeedingCallbacksMigration } from './succeeding-callbacks.migration.ts';
import { WebhookCursors1795910400000 } from './webhook-cursors.migration.ts';
import { valueReportsMigration } from './value-reports.migration.ts';
import { Webhooks1795392000001 } from './webhooks.migration.ts';

/** All migrations of the gateway's database, in order. */
export const gatewayMigrations = [
  authMigration('gateway_app'),
  GatewayTables1767225600000,
  inboxMigration('gateway_app'),
  Subscriptions1795392000000,
  Webhooks1795392000001,
  PolicyLimits1795824000005,
  LookupUsage1795824000006,
  IdempotentRequests1795824000007,
  ProvisionalGrants1795824000009,
  WebhookCursors1795910400000,
  WebhookRefusals1795996800025,
  periodMigration,
  ...logMigrations,
  ...inboxUpkeepMigrations('gateway_app'),
  feedRetentionMigration,
  openOutcomesMigration,
  Lists1796083200003,
  forgottenSubjectsMigration,
  ...inboxSweepMigrations,
  openOutcomesRightsMigration,
  idsMigration,
  farListsMigration,
  vacuumYieldsMigration(['log_drop_month()', 'log_ensure_months(int)']),
  grantSubjectKindsMigration,
  anyRegisterMigration,
  ...registerMigrations,
  routingDirectoryMigration,
  subscribedKeepersMigration,
  restingConsentsMigration,
  previewsMigration,
  evidenceRequestsMigration,
  routingPlanMigration,
  policySuccessorsMigration,
  policyBeginningsMigration,
  actingPersonsMigration,
  actingAnswersMigration,
  concealedAuthoritiesMigration,
  reportsMigration,
  releaseCallbacksMigration,
  contentsMigration,
  minimumIntervalMigration,
  valueReportsMigration,
  succeedingCallbacksMigration,
  policyAddressesMigration,
  encryptionKeyClientsMigration,
  actingKindsMigration,
  actingOfficersMigration,
  jointChoicesMigration,
  secretKeyVersions(1797151000000),
  pseudonymVersions(1797151000001, [
    'concern',
    'consent',
    'consent_event',
    'decision',
    'evidence_request',
    'evidence_request_item',
    'idempotent_request',
    'inbox_parked',
    'preview',
    'report',
    'routing.residence',
    'subscription_subject',
  ]),
  consentsByGiverMigration,
  jointConfirmationsMigration,
  pseudonymKeys(1797164000000, 'gateway_app'),
  inboxCorrectionsMigration('gateway_app'),
];
