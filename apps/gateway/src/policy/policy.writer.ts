import { createHash } from 'node:crypto';
import type pg from 'pg';
import { databaseClient, lockKeys } from '#libs/service-kit';
import type { PolicyFile } from './policy.file.ts';

export interface PolicyApplied {
  readonly revision: number;
  /** False when the database already had exactly this policy. */
  readonly changed: boolean;
}

/**
 * Replaces the policy in one transaction. It begins with the lock that every decision statement shares until its
 * commit: decisions under way finish first, those that come later wait, see the new revision and decide again. So when
 * this returns, no decision under the old policy can commit any more; and no stream of decisions keeps it waiting, since
 * the lock has a queue (ADR 0031).
 * @param url connects as the migrator role
 */
export async function applyPolicy(url: string, policy: PolicyFile): Promise<PolicyApplied> {
  const client = databaseClient(url, { application_name: 'apply-policy' }, 'MIGRATION_DATABASE_URL');
  await client.connect();
  try {
    await client.query(`begin; set local lock_timeout = '30s'; set local statement_timeout = '60s';
      set local idle_in_transaction_session_timeout = '10s'; select pg_advisory_xact_lock(${lockKeys.policy})`);
    const applied = await replace(client, policy);
    await client.query('commit');
    return applied;
  } finally {
    await client.end();
  }
}

async function replace(client: pg.Client, policy: PolicyFile): Promise<PolicyApplied> {
  const sha256 = createHash('sha256').update(JSON.stringify(policy)).digest('hex');
  const before = await client.query<{ revision: number; content_sha256: string | null }>(
    'select revision, content_sha256 from policy for no key update',
  );
  const row = before.rows[0];
  if (row === undefined) throw new Error('The policy table is empty: the migrations have not run.');
  if (row.content_sha256 === sha256) return { revision: row.revision, changed: false };
  await client.query(
    'update policy set revision = revision + 1, content_sha256 = $1, applied_at = clock_timestamp()',
    [sha256],
  );
  const content = JSON.stringify(policy);
  for (const statement of [
    writeAuthorities,
    writeClients,
    writePurposes,
    dropLimits,
    writeLimits,
    dropGrants,
    writeGrants,
    writeCallbacks,
  ]) {
    await client.query(statement, [content]);
  }
  return { revision: row.revision + 1, changed: true };
}

// Who left the policy stays known as inactive, and concealed, because old decisions name them; a grant that left is gone.
const writeAuthorities = `
with given as (select * from jsonb_to_recordset($1::jsonb->'authorities')
  as g(id text, name text, active boolean, "from" date, until date, successor text, concealed text,
    address text, contact text)),
gone as (update policy_authority a set active = false, "from" = null, until = null, successor = null
  where not exists (select from given g where g.id = a.id))
insert into policy_authority (id, name, active, "from", until, successor, concealed, address, contact)
select id, name, active, "from", until, successor, concealed, address, contact from given
on conflict (id) do update set name = excluded.name, active = excluded.active, "from" = excluded."from", until = excluded.until,
  successor = excluded.successor, concealed = excluded.concealed, address = excluded.address, contact = excluded.contact`;

const writeClients = `
with given as (select * from jsonb_to_recordset($1::jsonb->'clients') as g(id text, authority text, active boolean)),
gone as (update policy_client c set active = false where not exists (select from given g where g.id = c.id))
insert into policy_client (id, authority, active) select id, authority, active from given
on conflict (id) do update set authority = excluded.authority, active = excluded.active`;

const writeCallbacks = `
with given as (select * from jsonb_to_recordset(coalesce($1::jsonb->'callbacks', '[]')) as g(id text, authority text, url text)),
gone as (update policy_callback c set active = false where not exists (select from given g where g.id = c.id))
insert into policy_callback (id, authority, url, active) select id, authority, url, true from given
on conflict (id) do update set authority = excluded.authority, url = excluded.url, active = true`;

const writePurposes = `
with given as (select id, title->>'de' as de, title->>'en' as en, coalesce("minimumAcr", 'substantial') as acr
  from jsonb_to_recordset($1::jsonb->'purposes') as g(id text, title jsonb, "minimumAcr" text)),
gone as (update policy_purpose p set active = false where not exists (select from given g where g.id = p.id))
insert into policy_purpose (id, title_de, title_en, minimum_acr, active) select id, de, en, acr, true from given
on conflict (id) do update set title_de = excluded.title_de, title_en = excluded.title_en,
  minimum_acr = excluded.minimum_acr, active = true`;

const dropLimits = 'delete from policy_limit where $1::jsonb is not null';

const writeLimits = `
insert into policy_limit (client, subject_kind, lookups, guesses)
select client, unnest("subjectKinds"), lookups, guesses
from jsonb_to_recordset(coalesce($1::jsonb->'limits', '[]'))
  as g(client text, "subjectKinds" text[], lookups jsonb, guesses jsonb)`;

/** Event grants stand in the same table, so that a decision finds its ground by one id whatever it is about. */
const given = `coalesce($1::jsonb->'grants', '[]') || coalesce($1::jsonb->'eventGrants', '[]')`;

const dropGrants = `
delete from policy_grant p
where not exists (select from jsonb_to_recordset(${given}) as g(id text) where g.id = p.id)`;

const writeGrants = `
insert into policy_grant (id, authority, purpose, evidence_type, subject_kinds, fields, kind, legal_basis, valid_from, valid_until,
  provisional, event_types, preview_not_possible, social_data)
select id, authority, purpose, "evidenceType", coalesce("subjectKinds", '{record}'), fields, ground->>'kind', ground->>'legalBasis', "validFrom", "lastDay",
  provisional, "eventTypes", preview->>'notPossible', coalesce("socialData", false)
from jsonb_to_recordset(${given}) as g(id text, authority text, purpose text, "evidenceType" text,
  "subjectKinds" text[], fields text[], ground jsonb, "validFrom" date, "lastDay" date, provisional text,
  "eventTypes" text[], preview jsonb, "socialData" boolean)
on conflict (id) do update set authority = excluded.authority, purpose = excluded.purpose,
  evidence_type = excluded.evidence_type, subject_kinds = excluded.subject_kinds, fields = excluded.fields, kind = excluded.kind,
  legal_basis = excluded.legal_basis, valid_from = excluded.valid_from, valid_until = excluded.valid_until,
  provisional = excluded.provisional, event_types = excluded.event_types,
  preview_not_possible = excluded.preview_not_possible, social_data = excluded.social_data`;
