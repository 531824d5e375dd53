import type { MigrationInterface, QueryRunner } from 'typeorm';
import { retentionSql } from './log-retention.sql.ts';
import { indexSql, partitionSql, prepareSql, validateSql } from './partitioned-logs.sql.ts';

/** A log whose rows carry the id of one event, a UUIDv7; there is one of each in a database. */
export interface PartitionedLogs {
  /** Kind of the log in `retention_period`. */
  readonly kind: string;
  readonly appRole: string;
  /** The first one has all ids and decides; rows of the others go with the row of the same id. */
  readonly tables: readonly LogTable[];
  /** Together they concern every row. */
  readonly parts: readonly LogPart[];
}

export interface LogTable {
  readonly name: string;
  /** Column of the id: primary key, or part of it. */
  readonly id: string;
  /** What the app role may do, as in a GRANT. */
  readonly rights: string;
  /** Where the key does not begin with the id. */
  readonly needsIndex?: boolean;
}

/** Rows with a period of their own. */
export interface LogPart {
  readonly part: string;
  /** SQL condition over the first table's columns. */
  readonly matches: string;
  /** Interval below which no setting can go. */
  readonly shortest: string;
  /** Counted from the end of the calendar year. */
  readonly fromYearEnd?: boolean;
}

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
