import { authMigration, suspensionMigration, pseudonymVersions } from '#libs/service-kit';
import { approvalKeptMigration } from './approval-kept.migration.ts';
import { approvalsLapseMigration } from './approvals-lapse.migration.ts';
import { approvedAsSeenMigration } from './approved-as-seen.migration.ts';
import { askedByPersonsMigration } from './asked-by-persons.migration.ts';
import { Audit1767226000000 } from './audit.migration.ts';
import { correctionsLapseMigration } from './corrections-lapse.migration.ts';
import { correctionsMigration } from './corrections.migration.ts';
import { deadLetterMigrations, periodMigration } from './dead-letter-retention.migration.ts';
import { DeadLetters1767226100000 } from './dead-letters.migration.ts';
import { farListsMigration } from './far-lists.migration.ts';
import { leftOutKeptMigration } from './left-out-kept.migration.ts';
import { Lists1796083200001 } from './lists.migration.ts';
import { personsMigration } from './persons.migration.ts';
import { Replays1767226200000 } from './replays.migration.ts';
import { sweepMigrations } from './sweeps.migration.ts';

/** All migrations of this app, in the order of their time stamps. */
export const migrations = [
  authMigration('operator_app'),
  Audit1767226000000,
  DeadLetters1767226100000,
  Replays1767226200000,
  suspensionMigration('operator_app'),
  periodMigration,
  ...deadLetterMigrations,
  Lists1796083200001,
  ...sweepMigrations,
  farListsMigration,
  personsMigration,
  pseudonymVersions(1797151000000, ['command', 'dead_letter']),
  correctionsMigration,
  askedByPersonsMigration,
  approvedAsSeenMigration,
  approvalKeptMigration,
  correctionsLapseMigration,
  leftOutKeptMigration,
  approvalsLapseMigration,
];
