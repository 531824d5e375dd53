import type { MigrationInterface } from 'typeorm';
import { migrationOf } from '../database/index.ts';
import { ensureMonths, partsSql, retentionSql } from './log-retention.sql.ts';
import type { LogTable, PartitionedLogs } from './partitioned-logs.ts';
import { indexSql, lockAll, partitionSql, prepareSql, validateSql } from './partitioned-logs.sql.ts';

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

/**
 * Refuses an id that is no UUIDv7: no time could be told of it, so its row would be kept for ever, or go before its time.
 * What was there before is not read again. Frozen; listed after `partitionedLogsMigrations`.
 */
export const logIdsMigration = (
  tables: readonly Pick<LogTable, 'name' | 'id'>[],
): new () => MigrationInterface =>
  migrationOf('LogIds1796256010000', [
    lockAll(tables),
    ...tables.map(
      ({ name, id }) => `alter table ${name} add constraint ${name}_id_tells_time
  check (uuid_extract_version(${id}) is not distinct from 7) not valid`,
    ),
    ensureMonths(tables),
  ]);

/**
 * Gives the last of the log's parts, whose rows were another part's before, a period of its own. Listed after whatever
 * else changes the functions of the log.
 * @param name of the migration
 * @param logs with the part, and all before it
 */
export function logPartMigration(
  name: string,
  logs: PartitionedLogs,
  basis: string,
): new () => MigrationInterface {
  const { part, shortest, fromYearEnd = false } = logs.parts.at(-1)!;
  return migrationOf(name, [
    `insert into retention_period (kind, part, keep, from_year_end, basis)
     values ('${logs.kind}', '${part}', interval '${shortest}', ${fromYearEnd}, '${basis.replaceAll("'", "''")}')`,
    `insert into log_walk (part) values ('${part}')`,
    ...partsSql(logs),
  ]);
}
