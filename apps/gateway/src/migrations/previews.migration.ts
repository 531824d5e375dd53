import { lockAll, migrationOf } from '#libs/service-kit';

/**
 * What citizens were shown before its use, and what came of it (ADR 0048). No value and no key: `digest` and `sealed` can be
 * neither checked nor opened without the key that the citizen's session holds, `envelope` by its recipient alone.
 */
export const previewsMigration = migrationOf('Previews1797120000000', [
  lockAll([{ name: 'decision' }, { name: 'outcome' }]),
  `alter table decision add column stage text not null default 'LOOKUP', add column preview uuid`,
  `alter table decision add constraint decision_stage_check
    check (case stage when 'LOOKUP' then preview is null when 'PREVIEW' then preview = id
      when 'RELEASE' then preview is not null else false end) not valid`,
  `alter table outcome drop constraint outcome_status_check, add constraint outcome_status_check check (status in (
    'EVIDENCE', 'NO_EVIDENCE', 'REGISTER_UNAVAILABLE', 'REGISTER_REFUSED', 'CHANGED', 'NOT_HANDED_OVER')) not valid`,
  `alter table policy_grant add column preview_not_possible text, add column social_data boolean not null default false`,
  `create table preview (
  id uuid primary key,
  citizen text not null,
  event_subject text not null,
  authority text not null,
  purpose text not null,
  evidence_type text not null,
  fields text[] not null,
  consent_id text not null,
  grant_id text not null,
  case_reference text,
  state text not null default 'OPEN'
    check (state in ('OPEN', 'DECLINED', 'RELEASED', 'TAKEN', 'CHANGED', 'ENDED')),
  made_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  decided_at timestamptz,
  digest text,
  sealed text,
  release_hash text unique,
  envelope text,
  use_spent uuid,
  taken_key text,
  taken_at timestamptz
)`,
  `create index preview_by_recipient on preview (authority, id desc) where state = 'RELEASED'`,
  `create index preview_by_event_subject on preview (event_subject) where state in ('OPEN', 'RELEASED')`,
  'create index preview_by_end on preview (expires_at)',
  `create index preview_taken on preview (taken_at) where envelope is not null`,
  'grant select, insert, delete on preview to gateway_app',
  `grant update (state, expires_at, decided_at, digest, sealed, release_hash, envelope, use_spent, taken_key, taken_at)
    on preview to gateway_app`,
  `create table encryption_key (
  authority text not null,
  registered_at timestamptz not null default clock_timestamp(),
  kid text not null,
  jwk jsonb not null check (not jwk ? 'd'),
  client_id text not null,
  primary key (authority, registered_at)
)`,
  'grant select, insert on encryption_key to gateway_app',
  `insert into retention_period (kind, keep, basis) values
    ('preview', '15 minutes', 'EGovG §5(5): as long as somebody needs to decide'),
    ('release', '30 days', 'EGovG §5(1): until the authority works on the case'),
    ('taken-release', '10 minutes', 'so that an answer that was lost can be fetched again')`,
]);
