/**
 * The audit: every decision, permit or denial, and what came of it. INSERT and SELECT only for the app role
 * (architecture §1). Subjects and citizens are keyed pseudonyms; no identifier, name or plate is ever stored here.
 *
 * Without foreign keys on the hot path: an outcome is only ever written for a decision this process has just
 * committed, and a key check would lock and dirty that decision's row a second time.
 */
export const decisionTables = `
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
