import type { MigrationInterface } from 'typeorm';
import { migrationOf } from '../database/index.ts';

/**
 * Which key each version of a setting is: a digest of a constant, from which no key can be had. The app adds and reads, and
 * can change none; frozen.
 */
export const pseudonymKeys = (stamp: number, appRole: string): new () => MigrationInterface =>
  migrationOf(`PseudonymKeys${stamp}`, [
    `create table pseudonym_key (
      setting text not null,
      version smallint not null check (version > 0),
      check_value text not null,
      first_used_at timestamptz not null default now(),
      primary key (setting, version)
    )`,
    `grant select, insert on pseudonym_key to ${appRole}`,
  ]);
