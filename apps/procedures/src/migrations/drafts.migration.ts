import { migrationOf } from '#libs/service-kit';

/**
 * What citizens typed and have not handed in. A person stands here by pseudonym; answers are sealed under a key of the
 * draft's own, which is wrapped by a key that this database never sees.
 */
export const draftsMigration = migrationOf('Drafts1797150000010', [
  `create table draft (
  id uuid primary key,
  person text not null,
  form text not null,
  form_version int not null check (form_version > 0),
  version int not null default 1,
  key_version int not null,
  wrapped_key bytea not null,
  answers bytea not null,
  begun_at timestamptz not null default clock_timestamp(),
  changed_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null
)`,
  'create index draft_by_person on draft (person, id desc)',
  'create index draft_by_end on draft (expires_at)',
  'grant select, insert, delete on draft to procedures_app',
  `grant update (form_version, version, key_version, wrapped_key, answers, changed_at) on draft to procedures_app`,
]);
