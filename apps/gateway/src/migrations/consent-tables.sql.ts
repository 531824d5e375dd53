/**
 * Choices and consents (domain §6.4, security.md "Consent object"). What the citizen agreed to cannot be changed
 * afterwards: the app role may update the state and the count of uses, nothing else, and a closed record stays closed.
 * The partial unique index makes a second active twin impossible rather than unlikely.
 */
export const consentTables = `
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
