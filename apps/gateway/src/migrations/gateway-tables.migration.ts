import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who may ask for what. The app role reads; only apply-policy (migrator role) writes.
 *
 * `policy` is one row. PostgreSQL asks for an UPDATE privilege on some column before it lets a role take FOR SHARE;
 * `lock_only` exists for that, so that the app role can hold the revision still without being able to change it.
 */
const policyTables = `
create table policy (
  one boolean primary key default true check (one),
  revision integer not null default 0,
  content_sha256 text,
  applied_at timestamptz not null default clock_timestamp(),
  lock_only boolean not null default false
);
insert into policy default values;

create table policy_authority (
  id text primary key,
  name text not null,
  active boolean not null
);

create table policy_client (
  id text primary key,
  authority text not null references policy_authority,
  active boolean not null
);

create table policy_purpose (
  id text primary key,
  title_de text not null,
  title_en text not null,
  active boolean not null
);

create table policy_grant (
  id text primary key,
  authority text not null references policy_authority,
  purpose text not null references policy_purpose,
  evidence_type text not null,
  fields text[] not null check (cardinality(fields) > 0),
  kind text not null check (kind in ('CHOICE', 'CONSENT', 'STATUTE')),
  legal_basis text not null check (legal_basis <> ''),
  valid_from date not null,
  valid_until date check (valid_until >= valid_from)
);

grant select on policy, policy_authority, policy_client, policy_purpose, policy_grant to gateway_app;
grant update (lock_only) on policy to gateway_app;
`;

/**
 * Choices and consents (domain §6.4, security.md "Consent object"). What the citizen agreed to cannot be changed
 * afterwards: the app role may update the state and the count of uses, nothing else, and a closed record stays closed.
 * The partial unique index makes a second active twin impossible rather than unlikely.
 */
const consentTables = `
create table notice (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  template_version text not null,
  locale text not null,
  text text not null,
  first_shown_at timestamptz not null default clock_timestamp()
);

create table consent (
  id text primary key check (id ~ '^[A-Za-z0-9_-]{32}$'),
  citizen text not null,
  subject text not null,
  subject_kind text not null,
  kind text not null check (kind in ('CHOICE', 'CONSENT')),
  authority text not null,
  purpose text not null,
  evidence_type text not null,
  fields text[] not null check (cardinality(fields) > 0),
  legal_basis text not null,
  grant_id text not null,
  notice_sha256 text not null references notice,
  state text not null default 'ACTIVE' check (state in ('ACTIVE', 'WITHDRAWN', 'SUPERSEDED')),
  state_changed_at timestamptz not null default clock_timestamp(),
  valid_from timestamptz not null default clock_timestamp(),
  valid_until timestamptz not null check (valid_until > valid_from),
  max_uses integer check (max_uses > 0),
  uses integer not null default 0 check (uses >= 0),
  supersedes text references consent,
  client_id text not null,
  acr text,
  check (uses <= max_uses)
);
create unique index consent_one_active on consent (citizen, authority, purpose, evidence_type, subject)
  where state = 'ACTIVE';
create index consent_by_citizen on consent (citizen, valid_from desc, id desc);

create table consent_event (
  id bigint generated always as identity primary key,
  consent_id text not null references consent,
  type text not null,
  from_state text,
  to_state text not null,
  actor text not null,
  at timestamptz not null default clock_timestamp()
);
create index consent_event_by_consent on consent_event (consent_id, id);

create function consent_stays_closed() returns trigger language plpgsql as $$
begin
  if old.state <> 'ACTIVE' and new.state <> old.state then
    raise exception 'a closed consent stays closed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger consent_stays_closed before update of state on consent
  for each row execute function consent_stays_closed();

grant select, insert on notice, consent, consent_event to gateway_app;
grant update (state, state_changed_at, uses) on consent to gateway_app;
`;

/**
 * The audit: every decision, permit or denial, and what came of it. INSERT and SELECT only for the app role
 * (architecture §1). Subjects and citizens are keyed pseudonyms; no identifier, name or plate is ever stored here.
 *
 * Without foreign keys on the hot path: an outcome is only ever written for a decision this process has just
 * committed, and a key check would lock and dirty that decision's row a second time.
 */
const decisionTables = `
create table decision (
  id uuid primary key,
  decided_at timestamptz not null default clock_timestamp(),
  client_id text not null,
  authority text not null,
  purpose text not null,
  evidence_type text not null,
  fields text[] not null,
  basis_kind text,
  legal_basis text,
  grant_id text,
  consent_id text,
  subject text not null,
  citizen text,
  permitted boolean generated always as (refusal is null) stored,
  refusal text,
  policy_revision integer not null,
  case_reference text,
  trace_id text not null
);
create index decision_by_citizen on decision (citizen, id desc) where citizen is not null;

create table outcome (
  decision_id uuid primary key,
  status text not null check (status in ('EVIDENCE', 'NO_EVIDENCE', 'REGISTER_UNAVAILABLE', 'REGISTER_REFUSED')),
  released smallint not null default 0,
  recorded_at timestamptz not null default clock_timestamp()
);

-- Persons whom a register named as concerned and whom the decision row does not name: a vehicle's holder.
create table concern (
  citizen text not null,
  decision_id uuid not null,
  primary key (citizen, decision_id)
);

grant select, insert on decision, outcome, concern to gateway_app;
`;

export class GatewayTables1767225600000 implements MigrationInterface {
  readonly name = 'GatewayTables1767225600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(policyTables);
    await runner.query(consentTables);
    await runner.query(decisionTables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
