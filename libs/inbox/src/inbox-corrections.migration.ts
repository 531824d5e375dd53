import type { MigrationInterface } from 'typeorm';
import { migrationOf } from '#libs/service-kit';

const roleName = /^[a-z_][a-z0-9_]{0,62}$/;

/**
 * What was parked before a correction, who asked for it and who approved it; it goes with the parked event. Frozen; listed
 * after `inboxMigration`.
 */
export function inboxCorrectionsMigration(appRole: string): new () => MigrationInterface {
  if (!roleName.test(appRole)) throw new TypeError('The app role of an inbox is a plain lower-case name.');
  return migrationOf('InboxCorrections1797230000020', [
    `create table inbox_correction (
      id uuid not null,
      parked_id bigint not null references inbox_parked (id) on delete cascade,
      original bytea not null,
      transform jsonb not null,
      requested_by text not null,
      approved_by text not null,
      corrected_at timestamptz not null default clock_timestamp(),
      -- In this order, so that what goes with a parked event is found.
      primary key (parked_id, id)
    )`,
    `alter table inbox_parked add column correction_id uuid,
      add column correction_outcome text check (correction_outcome in ('applied', 'refused'))`,
    `grant select, insert on inbox_correction to ${appRole}`,
  ]);
}
