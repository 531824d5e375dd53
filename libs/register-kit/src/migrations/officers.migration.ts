import type { MigrationInterface } from 'typeorm';
import { migrationOf } from '#libs/service-kit';
import type { RegisterTables } from './register.migration.ts';

/**
 * Who acted is a person (`officer` with `issuer` and `client`) or a machine, whose client id `officer` is, as it was. The
 * same key of another person, or of the same at another client, is another request.
 */
export function officerMigrations({
  record,
}: Pick<RegisterTables, 'record'>): readonly (new () => MigrationInterface)[] {
  const index = `${record}_history_submission`;
  return [
    migrationOf('Officers1796500000000', [
      `alter table ${record}_history add column issuer text, add column client text,
        add constraint ${record}_history_person check ((issuer is null) = (client is null))`,
    ]),
    migrationOf(
      'OfficersKeys1796500000001',
      [
        `drop index concurrently if exists ${index}`,
        `create unique index concurrently ${index}
          on ${record}_history (officer, idempotency_key, issuer, client) nulls not distinct
          where idempotency_key is not null`,
        `drop index concurrently if exists ${record}_history_idempotency`,
      ],
      false,
    ),
  ];
}
