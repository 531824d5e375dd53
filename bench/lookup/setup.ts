import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { heldKey, pseudonym } from '#libs/contracts';
import type { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import type { Person } from '../sample-people.ts';

/** What the lookups of the benchmark ask for: a grant that rests on the citizen's consent under `consentPolicy`. */
export const question = {
  evidenceType: 'residents.parking-permit.v1',
  purpose: 'resident-parking-permit',
  authority: 'strassenverkehr-hannover',
  grant: 'hannover-parking-residence',
} as const;

/** Records one consent per person, as `POST /v1/consents` would; answers their ids in the order of the people. */
export async function insertConsents(
  stack: IsolatedStack,
  people: readonly Person[],
): Promise<readonly string[]> {
  const key = heldKey(Buffer.from(stack.facts.secrets.citizenPseudonymKey, 'base64url'));
  const ids = people.map(() => randomBytes(24).toString('base64url'));
  const citizens = people.map(({ idnr }) => pseudonym(key, 'citizen', idnr));
  const client = new pg.Client({ connectionString: stack.databases.gateway.migratorUrl });
  await client.connect();
  await client.query(
    `with shown as (
       insert into notice (sha256, template_version, locale, text)
       values (repeat('0', 64), 'bench', 'en', 'Benchmark.') returning sha256)
     insert into consent (id, citizen, acted_by, subject, subject_kind, kind, authority, purpose, evidence_type, fields,
       legal_basis, grant_id, notice_sha256, valid_until, client_id)
     select c.id, c.citizen, c.citizen, c.citizen, 'idnr', g.kind, g.authority, g.purpose, g.evidence_type, g.fields,
       g.legal_basis, g.id, shown.sha256, now() + interval '1 day', 'bench'
     from shown, policy_grant g, unnest($1::text[], $2::text[]) as c(id, citizen) where g.id = $3`,
    [ids, citizens, question.grant],
  );
  await client.end();
  return ids;
}

/** Record ids of the people, in their order. */
export async function recordIds(stack: IsolatedStack, people: readonly Person[]): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: stack.databases.residents.migratorUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string }>(
    `select r.id from unnest($1::text[]) with ordinality as p(idnr, place) join residents r using (idnr) order by place`,
    [people.map(({ idnr }) => idnr)],
  );
  await client.end();
  return rows.map(({ id }) => id);
}
