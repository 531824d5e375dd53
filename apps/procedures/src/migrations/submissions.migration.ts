import { migrationOf } from '#libs/service-kit';

/**
 * What was handed in, the evidence that was released with it, and what became of it. Persons stand here by pseudonym, clerks
 * by the id of their login; whatever somebody typed, wrote or a register said is sealed under the submission's own key.
 */
export const submissionsMigration = migrationOf('Submissions1797150000020', [
  `create table submission (
  id uuid primary key,
  -- One submission for each draft.
  draft uuid not null unique,
  person text not null,
  form text not null,
  form_version int not null,
  authority text not null,
  idempotency_key text not null,
  fingerprint text not null,
  key_version int not null,
  wrapped_key bytea not null,
  statements bytea not null,
  state text not null default 'RECEIVED' check (state in ('RECEIVED', 'IN_REVIEW', 'ASKED', 'DECIDED')),
  version int not null default 1,
  assessment bytea,
  taken_iss text,
  taken_by text,
  taken_client text,
  taken_at timestamptz,
  outcome text check (outcome in ('GRANTED', 'REFUSED')),
  is_automatic boolean,
  reason bytea,
  decided_at timestamptz,
  received_at timestamptz not null default clock_timestamp(),
  check ((state = 'DECIDED') = (outcome is not null and decided_at is not null and is_automatic is not null))
)`,
  'create index submission_by_authority on submission (authority, id desc)',
  'create index submission_by_state on submission (authority, state, id desc)',
  'create index submission_by_form on submission (authority, form, id desc)',
  'create index submission_by_person on submission (person, id desc)',
  `create index submission_by_decision on submission (decided_at) where state = 'DECIDED'`,
  `create table submission_source (
  submission uuid not null references submission on delete cascade,
  evidence_type text not null,
  -- Another one for each release that the citizen made for it.
  round int not null default 1,
  state text not null check (state in ('WAITING', 'EVIDENCE', 'LOST', 'NOT_RELEASED')),
  way text,
  problem text,
  release bytea,
  evidence bytea,
  primary key (submission, evidence_type),
  check ((state = 'WAITING') = (release is not null)),
  check ((state = 'EVIDENCE') = (evidence is not null))
)`,
  // Without a work there is nothing to do: it goes with the transaction that keeps its result.
  `create table submission_work (
  submission uuid primary key references submission on delete cascade,
  attempts int not null default 0,
  due_at timestamptz not null default '-infinity'
)`,
  'create index submission_work_due on submission_work (due_at)',
  `create table submission_message (
  submission uuid not null references submission on delete cascade,
  number int not null,
  kind text not null check (kind in ('QUESTION', 'ANSWER')),
  at timestamptz not null default clock_timestamp(),
  content bytea not null,
  primary key (submission, number)
)`,
  `create table submission_event (
  submission uuid not null references submission on delete cascade,
  position int not null,
  type text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (submission, position)
)`,
  `create table submission_read (
  id uuid primary key,
  at timestamptz not null default clock_timestamp(),
  iss text,
  reader text not null,
  client text not null,
  authority text not null,
  what text not null check (what in ('LIST', 'ONE')),
  submissions uuid[] not null
)`,
  'create index submission_read_by_age on submission_read (at)',
  'grant select, insert, update, delete on submission_source, submission_work to procedures_app',
  'grant select, insert on submission_message, submission_event to procedures_app',
  'grant select, insert, delete on submission, submission_read to procedures_app',
  'grant update (at) on submission_read to procedures_app',
  `grant update (state, version, assessment, taken_iss, taken_by, taken_client, taken_at, outcome, is_automatic, reason,
    decided_at) on submission to procedures_app`,
  `insert into retention_period (kind, keep, basis) values
    ('taken-submission', '7 days', 'as long as a clerk may work on it before another one can take it')`,
]);
