import { migrationOf } from '#libs/service-kit';

/** A holder's new address or name changes `holder`; only a transfer adds to the former holders, and it changed both ever since. */
export const entryOfHolderMigration = migrationOf('EntryOfHolder1797024000000', [
  `create or replace function vehicles_held_by(subject text)
  returns table (vehicle_id uuid, version int, recorded_at text, ags text, citizen text)
  language sql stable set enable_seqscan = off set enable_bitmapscan = off as $$
    select id, (coalesce(origins -> 'previousHolders', origins -> '*') ->> 'version')::int,
      coalesce(origins -> 'previousHolders', origins -> '*') ->> 'recordedAt',
      coalesce(ags, holder -> 'address' ->> 'ags'), null
    from vehicles where holder_subject = $1 and deregistered_on is null
    union all
    select id, (coalesce(origins -> 'previousHolders', origins -> '*') ->> 'version')::int,
      coalesce(origins -> 'previousHolders', origins -> '*') ->> 'recordedAt',
      coalesce(ags, holder -> 'address' ->> 'ags'), concerns[1]
    from vehicles where holder_subject is null and concerns <> '{}' and deregistered_on is null
  $$`,
]);
