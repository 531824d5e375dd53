import { migrationOf } from '#libs/service-kit';

/**
 * What persons say was wrong. Their words stay until the recipient has them, encrypted to its key where it has one; the
 * fingerprint is keyed and tells whether the same is said again.
 */
export const reportsMigration = migrationOf('Reports1797133000010', [
  `create table report (
  id uuid primary key,
  decision_id uuid not null,
  citizen text not null,
  about text not null check (about in ('VALUE', 'RETRIEVAL')),
  recipient text not null,
  fingerprint text not null,
  content text,
  sealed boolean not null,
  state text not null default 'SENT' check (state in ('SENT', 'RECEIVED', 'CLOSED')),
  outcome text check (outcome in ('CONFIRMED', 'NOT_CONFIRMED')),
  made_at timestamptz not null default clock_timestamp(),
  state_at timestamptz not null default clock_timestamp(),
  unique (decision_id, citizen),
  check (content is not null or state <> 'SENT'),
  check ((outcome is null) = (state <> 'CLOSED'))
)`,
  `create index report_to_office on report (recipient, id) where about = 'RETRIEVAL' and state <> 'CLOSED'`,
  'create index report_by_age on report (made_at)',
  'grant select, insert, delete on report to gateway_app',
  'grant update (content, state, outcome, state_at) on report to gateway_app',
  `insert into retention_period (kind, keep, basis) values
    ('report', '2 years', 'IDNrG §9(3): as long as what it is about')`,
]);
