import { migrationOf } from '#libs/service-kit';

/** Nothing that waits for an authority ends before it was told, and what ended leaves a record without a person. */
export const submissionEndsMigration = migrationOf('SubmissionEnds1797163000010', [
  // The column began with the day of receipt, also where somebody asked, answered or took it since. When evidence was released
  // again nobody noted: such a one has its whole time from now on.
  `update submission s set changed_at = case
    when exists (select from submission_source o where o.submission = s.id and o.round > 1) then clock_timestamp()
    else greatest(changed_at, taken_at,
      (select max(at) from submission_message m where m.submission = s.id),
      (select max(at) from submission_event e where e.submission = s.id)) end
  where state <> 'DECIDED' and changed_at = received_at`,
  'alter table submission add column ends_told_at timestamptz',
  // What ends is among what was told.
  'drop index submission_by_change',
  `create index submission_to_tell on submission (changed_at) where state <> 'DECIDED' and ends_told_at is null`,
  `create index submission_ending on submission (authority, id) where ends_told_at is not null`,
  'grant update (ends_told_at) on submission to procedures_app',
  `create table submission_end (
  submission uuid primary key,
  -- Of the event that tells it.
  position int not null,
  form text not null,
  form_version int not null,
  authority text not null,
  received_at timestamptz not null,
  at timestamptz not null default clock_timestamp()
)`,
  'create index submission_end_by_age on submission_end (at)',
  'grant select, insert, delete, update (at) on submission_end to procedures_app',
  `insert into retention_period (kind, keep, from_year_end, basis) values
    ('undecided-notice', '6 months', false, 'how long before it ends its authority is told of an application'),
    ('submission-end', '1 year', false, 'GDPR Art. 5(2): that and when an application ended undecided can be asked for')`,
]);
