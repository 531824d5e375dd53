import { generateKeyPairSync, hkdfSync, randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { Pool } from 'undici';
import { heldKey, pseudonym } from '#libs/contracts';
import type { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import { insertConsents, question } from '../lookup/setup.ts';
import { type LoadResult, resultOf } from '../measure.ts';
import { loadResidents } from '../sample-people.ts';
import type { Sessions } from './sessions.ts';

/** One way of a person's evidence to an authority; the n-th in a scattered order. */
export type Story = (pool: Pool, n: number) => Promise<void>;

export interface Stories {
  readonly url: string;
  /** What a story costs beside this: two lookups. */
  readonly twoLookups: Story;
  readonly preview: Story;
}

/** @param residents people with a consent each, which a lookup and a preview are decided by alike */
export async function prepareStories(
  stack: IsolatedStack,
  sessions: Sessions,
  residents: number,
): Promise<Stories> {
  const people = await loadResidents(stack, residents);
  const consents = await insertConsents(stack, people);
  const key = heldKey(Buffer.from(stack.facts.secrets.citizenPseudonymKey, 'base64url'));
  const url = stack.endpoints.apps.gateway;
  const client = { sub: 'parking-hannover', client_id: 'parking-hannover', scope: 'lookup' };
  const office = (): Promise<string> => sessions.token({ ...client, authority: question.authority });
  let token = await office();
  setInterval(() => void office().then((fresh) => (token = fresh)), 60_000).unref();
  await registerKey(url, token);
  const of = (n: number) => {
    const at = (n * 7_919) % people.length;
    const { idnr, birthDate } = people[at]!;
    return { idnr, subject: { idnr, birthDate }, consentId: consents[at]! };
  };
  const { evidenceType, purpose, authority } = question;
  const lookUp = async (pool: Pool, n: number): Promise<void> => {
    const { subject, consentId } = of(n);
    await send(pool, token, '/v1/lookups', { evidenceType, purpose, subject, consentId });
  };
  return {
    url,
    twoLookups: async (pool, n) => {
      await lookUp(pool, 2 * n);
      await lookUp(pool, 2 * n + 1);
    },
    preview: async (pool, n) => {
      const { idnr, subject, consentId } = of(n);
      const sub = pseudonym(key, 'citizen', idnr);
      const citizen = await sessions.token({ sub, client_id: 'portal', scope: 'citizen', acr: 'high' });
      const items = [{ evidenceType, subject, consentId }];
      const shown = await send(pool, citizen, '/v1/previews', { authority, purpose, items });
      const [preview] = (shown as { previews: { id: string; key: string }[] }).previews;
      await send(pool, citizen, `/v1/previews/${preview!.id}/use`, { key: preview!.key }, '"release"');
      const releaseId = hkdfSync('sha256', Buffer.from(preview!.key, 'base64url'), '', 'release', 32);
      const body = { releaseId: Buffer.from(releaseId).toString('base64url') };
      await send(pool, token, '/v1/releases', body, '"EVIDENCE"', { 'idempotency-key': randomUUID() });
    },
  };
}

/** Keeps `concurrency` stories going, one connection each, for `seconds`. */
export async function tell(
  { url }: Stories,
  story: Story,
  concurrency: number,
  seconds: number,
): Promise<LoadResult> {
  const pool = new Pool(url, { connections: concurrency, pipelining: 1 });
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1_000;
  let n = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < end) {
      const begun = performance.now();
      await story(pool, n++);
      latencies.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const taken = (performance.now() - start) / 1_000;
  await pool.close();
  return resultOf(latencies, taken);
}

export async function registerKey(url: string, token: string): Promise<void> {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const body = JSON.stringify({ ...publicKey.export({ format: 'jwk' }), use: 'enc' });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const { status } = await fetch(`${url}/v1/encryption-key`, { method: 'PUT', headers, body });
  if (status !== 200) throw new Error(`the encryption key was answered ${status}`);
}

/** @throws Error when the answer is not the expected one */
async function send(
  pool: Pool,
  token: string,
  path: string,
  body: object,
  expect = '"EVIDENCE"',
  further: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const answer = await pool.request({
    path,
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...further },
    body: JSON.stringify(body),
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 200 || !text.includes(expect))
    throw new Error(`unexpected answer ${answer.statusCode} from ${path}: ${text.slice(0, 200)}`);
  return JSON.parse(text) as unknown;
}
