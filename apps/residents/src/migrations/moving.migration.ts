import { migrationOf } from '#libs/service-kit';

/**
 * A move between municipalities: where the person came from, whose feedback is awaited, and who took over. Two authorities
 * may hold a person until the former one has closed its record (BMG §33).
 */
export const movingMigrations = [
  migrationOf('Moving1796700000000', [
    `alter table residents add column former_home jsonb check (former_home <> 'null'),
      add column feedback_from text,
      add column closed_on date,
      add column moved_to text,
      add constraint residents_closed check ((closed_on is null) = (moved_to is null))`,
  ]),
  migrationOf(
    'IdnrOfAuthority1796700000001',
    [
      'drop index concurrently if exists residents_idnr_authority',
      `create unique index concurrently residents_idnr_authority
        on residents (idnr, authority) nulls not distinct`,
      'alter table residents drop constraint if exists residents_idnr',
    ],
    false,
  ),
];
