import { migrationOf } from '#libs/service-kit';

/** Who had a secret made that signs what an authority is told. */
export const callbacksMigration = migrationOf('Callbacks1797150000130', [
  `create table callback_renewal (
  id uuid primary key,
  at timestamptz not null default clock_timestamp(),
  authority text not null,
  client text not null,
  iss text,
  caller text not null
)`,
  'grant insert on callback_renewal to procedures_app',
]);
