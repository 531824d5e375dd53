import type { MigrationInterface } from 'typeorm';
import { migrationOf } from '../database/index.ts';
import { retentionSql } from './log-retention.sql.ts';
import type { PartitionedLogs } from './partitioned-logs.ts';
import { indexSql, partitionSql, prepareSql, validateSql } from './partitioned-logs.sql.ts';

const plainName = /^[a-z_][a-z0-9_]{0,50}$/;

/**
 * Partitions logs by month of their id and lets the app role remove what is due, and only that. Frozen; listed after
 * `retentionPeriodsMigration`. In several steps, because making an index and reading all rows, for the proof that they fit
 * into the first partition, must hold up nobody; the others take their locks for milliseconds.
 */
export function partitionedLogsMigrations(logs: PartitionedLogs): readonly (new () => MigrationInterface)[] {
  const names = [logs.kind, logs.appRole, ...logs.tables.flatMap(({ name, id }) => [name, id])];
  if (!names.every((name) => plainName.test(name)))
    throw new TypeError('Tables and roles of a log have plain lower-case names.');
  return [
    migrationOf('LogsIndexed1796000000500', indexSql(logs), false),
    migrationOf('LogsPrepared1796000001000', prepareSql(logs)),
    migrationOf('LogsValidated1796000002000', validateSql(logs)),
    migrationOf('LogsPartitioned1796000003000', [...partitionSql(logs), ...retentionSql(logs)]),
  ];
}
