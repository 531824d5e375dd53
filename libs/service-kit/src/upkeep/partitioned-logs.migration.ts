import type { MigrationInterface, QueryRunner } from 'typeorm';
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
    step('LogsIndexed1796000000500', indexSql(logs), false),
    step('LogsPrepared1796000001000', prepareSql(logs)),
    step('LogsValidated1796000002000', validateSql(logs)),
    step('LogsPartitioned1796000003000', [...partitionSql(logs), ...retentionSql(logs)]),
  ];
}

function step(name: string, statements: readonly string[], transaction = true): new () => MigrationInterface {
  return class implements MigrationInterface {
    readonly name = name;
    readonly transaction = transaction;

    async up(runner: QueryRunner): Promise<void> {
      for (const statement of statements) await runner.query(statement);
    }

    down(): Promise<void> {
      return Promise.reject(new Error('Migrations go forward only.'));
    }
  };
}
