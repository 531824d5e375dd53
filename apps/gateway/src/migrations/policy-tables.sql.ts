/**
 * Who may ask for what. The app role reads; only apply-policy (migrator role) writes.
 *
 * `policy` is one row. PostgreSQL asks for an UPDATE privilege on some column before it lets a role take FOR SHARE;
 * `lock_only` exists for that, so that the app role can hold the revision still without being able to change it.
 */
export const policyTables = `
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
