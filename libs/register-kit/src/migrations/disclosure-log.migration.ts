import type { MigrationInterface } from 'typeorm';
import {
  type LogPart,
  logIdsMigration,
  partitionedLogsMigrations,
  vacuumYieldsMigration,
} from '#libs/service-kit';

/**
 * Makes the register's disclosure log one of months, of which the app role may remove what is due. Frozen; listed after
 * `registerMigration` and `retentionPeriodsMigration`, whose kind is `disclosure`.
 */
export const disclosureLogMigrations = (
  appRole: string,
  parts: readonly LogPart[],
): readonly (new () => MigrationInterface)[] =>
  partitionedLogsMigrations({
    kind: 'disclosure',
    appRole,
    tables: [{ name: 'disclosure_log', id: 'decision_id', rights: 'insert, select (decision_id)' }],
    parts,
  });

/** Refuses permits whose decision does not tell its time. Frozen; listed after `disclosureLogMigrations`. */
export const disclosureIdsMigration = logIdsMigration([{ name: 'disclosure_log', id: 'decision_id' }]);

/** Of the log and of the outbox. Frozen; listed after `disclosureIdsMigration` and `outboxUpkeepMigration`. */
export const registerVacuumYieldsMigration = vacuumYieldsMigration([
  'log_drop_month()',
  'log_ensure_months(int)',
  'outbox_ensure_partitions(int)',
  'outbox_remove_day(date)',
]);
