import { migrationOf } from '#libs/service-kit';

/**
 * What authorities ask a citizen to let them have. A person stands here by pseudonym; the release that a use made stands
 * with its preview.
 */
export const evidenceRequestsMigration = migrationOf('EvidenceRequests1797120000010', [
  `create table evidence_request (
  id uuid primary key,
  citizen text not null,
  authority text not null,
  client_id text not null,
  purpose text not null,
  case_reference text,
  opened_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null
)`,
  `create table evidence_request_item (
  request uuid not null references evidence_request on delete cascade,
  place smallint not null,
  evidence_type text not null,
  fields text[] not null check (cardinality(fields) > 0),
  notice_sha256 text not null,
  state text not null default 'OPEN' check (state in ('OPEN', 'DECLINED', 'USED')),
  preview uuid,
  decided_at timestamptz,
  primary key (request, evidence_type)
)`,
  'create index evidence_request_by_citizen on evidence_request (citizen, id desc)',
  'create index evidence_request_by_end on evidence_request (expires_at)',
  'grant select, insert, delete on evidence_request, evidence_request_item to gateway_app',
  'grant update (state, preview, decided_at) on evidence_request_item to gateway_app',
  'alter table preview add column request uuid',
  `insert into retention_period (kind, keep, basis) values
    ('evidence-request', '14 days', 'as long as the authority waits for an answer'),
    ('decided-request', '30 days', 'as long as what was released can be taken')`,
]);
