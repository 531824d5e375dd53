import { migrationOf } from '#libs/service-kit';

/** Papers that clerks have seen, each by whom and when, and why something was decided without one. */
export const papersMigration = migrationOf('Papers1797330000001', [
  `create table submission_paper (
  submission uuid not null references submission on delete cascade,
  number int not null,
  -- Instead of which evidence.
  evidence_type text not null,
  at timestamptz not null default clock_timestamp(),
  seen_on date not null,
  iss text not null,
  clerk text not null,
  client text not null,
  content bytea not null,
  primary key (submission, number)
)`,
  'grant select, insert on submission_paper to procedures_app',
  'alter table submission add column without_paper bytea',
  'grant update (without_paper) on submission to procedures_app',
]);

/** Which application an entry of a data trail belongs to: found by the decision of the gateway, of the applicant's own data. */
export const trailEntriesMigration = migrationOf('TrailEntries1797330000002', [
  'alter table submission_source add column lookup_id uuid',
  'create index submission_source_by_lookup on submission_source (lookup_id) where lookup_id is not null',
]);
