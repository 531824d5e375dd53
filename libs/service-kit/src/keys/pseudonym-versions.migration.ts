import type { MigrationInterface } from 'typeorm';
import { migrationOf } from '../database/index.ts';
import { lockAll } from '../upkeep/index.ts';

/**
 * Says of each stored pseudonym which version of the pseudonym keys made it; frozen. The version is the column's default, so
 * no insert names it and no row of before is written: an installation has one version at a time, and begins the next one
 * while nothing is written (docs/keys.md).
 * @param tables those that store a pseudonym
 */
export const pseudonymVersions = (stamp: number, tables: readonly string[]): new () => MigrationInterface =>
  migrationOf(`PseudonymVersions${stamp}`, [
    lockAll(tables.map((name) => ({ name }))),
    ...tables.map((name) => `alter table ${name} add column pseudonym_version smallint not null default 1`),
  ]);
