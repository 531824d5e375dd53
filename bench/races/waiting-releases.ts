import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { v7 } from 'uuid';
import { newPreviewKey, ReleaseSecret } from '../../apps/gateway/src/previews/release-secret.rules.ts';
import { heldKey, pseudonym } from '#libs/contracts';
import type { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import { question } from '../lookup/setup.ts';
import type { Sessions } from '../preview/sessions.ts';
import type { Person } from '../sample-people.ts';
import type { Calls } from './calls.ts';

export interface Consenting {
  readonly person: Person;
  readonly consentId: string;
}

export interface Citizen {
  readonly sub: string;
  readonly consentId: string;
  /** Releases that wait, each with the Idempotency-Key under which it is tried. */
  readonly releases: readonly { readonly releaseId: string; readonly key: string }[];
}

const ROWS = 5_000;

/**
 * Releases of each person that wait for the office: the first is previewed over HTTP, the others are put into the database
 * as the gateway would have left them, with a secret each, because only their end is tried.
 */
export async function waitingReleases(
  stack: IsolatedStack,
  sessions: Sessions,
  calls: Calls,
  { given, each }: { readonly given: readonly Consenting[]; readonly each: number },
): Promise<readonly Citizen[]> {
  const key = heldKey(Buffer.from(stack.facts.secrets.citizenPseudonymKey, 'base64url'));
  const client = new pg.Client({ connectionString: stack.databases.gateway.migratorUrl });
  await client.connect();
  try {
    // So that every use is counted.
    await client.query('update consent set max_uses = 1000000 where id = any($1)', [
      given.map(({ consentId }) => consentId),
    ]);
    const citizens: Citizen[] = [];
    for (const [at, { person, consentId }] of given.entries()) {
      const { idnr, birthDate } = person;
      const sub = pseudonym(key, 'citizen', idnr);
      const token = await sessions.token({ sub, client_id: 'portal', scope: 'citizen', acr: 'high' });
      const { authority, purpose, evidenceType } = question;
      const items = [{ evidenceType, subject: { idnr, birthDate }, consentId }];
      const { body } = await calls.send(at, token, '/v1/previews', { authority, purpose, items });
      const [shown] = body['previews'] as { id: string; evidence: Record<string, unknown> }[];
      const subject = { kind: 'idnr', value: idnr, birthDate } as const;
      const made = Array.from({ length: each }, () => {
        const [id, secret] = [v7(), ReleaseSecret.ofKey(newPreviewKey())];
        const row = {
          id,
          release_hash: secret.hash,
          digest: secret.digestOf(shown!.evidence),
          sealed: secret.seal(subject, id),
        };
        return { row, release: { releaseId: secret.releaseId, key: randomUUID() } };
      });
      for (let from = 0; from < made.length; from += ROWS) {
        const rows = made.slice(from, from + ROWS).map(({ row }) => row);
        await client.query(copySql, [shown!.id, JSON.stringify(rows)]);
      }
      citizens.push({ sub, consentId, releases: made.map(({ release }) => release) });
    }
    await client.query('analyze preview');
    return citizens;
  } finally {
    await client.end();
  }
}

/** All columns that are not named are those of the preview. */
const copySql = `
insert into preview
select made.* from preview p, json_array_elements($2) as n,
  jsonb_populate_record(p, n::jsonb || jsonb_build_object('state', 'RELEASED', 'envelope', 'prepared', 'decided_at', now(),
    'decided_by', p.acted_by, 'expires_at', now() + interval '30 days')) as made
where p.id = $1`;
