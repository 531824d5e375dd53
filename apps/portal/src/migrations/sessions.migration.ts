import { migrationOf } from '#libs/service-kit';

/**
 * Sessions of people who signed in. Neither what is in one nor whose it is can be read here: the row is found by a digest
 * of the cookie and sealed under a key made from it, and the cookie is in the browser alone.
 */
export const sessionsMigration = migrationOf('Sessions1797200000010', [
  `create table session (
  id bytea primary key check (length(id) = 32),
  -- A digest of a pseudonym, for ending all of somebody's sessions; it is gone with them.
  whose bytea check (length(whose) = 32),
  begun_at timestamptz not null default clock_timestamp(),
  used_at timestamptz not null default clock_timestamp(),
  -- Unless it is used, and however much it is used.
  lasts_until timestamptz not null,
  ends_at timestamptz not null check (lasts_until <= ends_at),
  sealed bytea not null check (length(sealed) <= 1048576)
)`,
  'create index session_by_whose on session (whose) where whose is not null',
  'create index session_by_end on session (lasts_until)',
  'grant select, insert, update, delete on session to portal_app',
]);
