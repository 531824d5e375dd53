import { migrationOf } from '#libs/service-kit';

/**
 * How far apart retrievals on a record must lie, and from when on the next one may come. A release remembers what its use
 * made of that, so that it can be given back where nothing left.
 */
export const minimumIntervalMigration = migrationOf('MinimumInterval1797132000002', [
  `alter table consent add column min_interval_s integer check (min_interval_s > 0),
    add column next_use_at timestamptz`,
  'grant update (next_use_at) on consent to gateway_app',
  'alter table preview add column free_before timestamptz, add column free_after timestamptz',
  'grant update (free_before, free_after) on preview to gateway_app',
]);
