import type { Pool } from 'undici';
import type { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import { tokenOf } from '../../deploy/local/token-of.ts';
import { loadResidents } from '../sample-people.ts';
import { insertConsents, question, recordIds } from './setup.ts';

/** What is asked again and again, and what an answer must contain to count. */
export interface Load {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** Path and body of the n-th request. */
  readonly request: (n: number) => { readonly path: string; readonly body?: string };
  readonly headers: Readonly<Record<string, string>>;
  /** More of them, made for one request. */
  readonly proofs?: (path: string) => Readonly<Record<string, string>>;
  readonly tls?: { readonly ca: Buffer; readonly cert?: Buffer; readonly key?: Buffer };
  readonly expect: string;
}

export interface Loads {
  /** The complete lawful lookup, with a token that is fresh now. */
  readonly lookup: () => Promise<Load>;
  /** The baseline's routes for the same records. */
  readonly plain: (route: 'residents' | 'some', url: string) => Load;
  /** What the gateway answers with the least work. */
  readonly bareGet: Load;
}

/** Residents with a consent each, and the requests that ask for them in a scattered order. @param appFor as of {@link loadResidents} */
export async function prepareLoads(
  stack: IsolatedStack,
  residents: number,
  appFor?: Parameters<typeof loadResidents>[2],
): Promise<Loads> {
  const people = await loadResidents(stack, residents, appFor);
  const [consents, ids] = await Promise.all([insertConsents(stack, people), recordIds(stack, people)]);
  const pick = (n: number): number => (n * 7_919) % people.length;
  const gateway = stack.endpoints.apps.gateway;
  return {
    bareGet: get(gateway, () => '/health/live', '"live"'),
    plain: (route, url) => get(url, (n) => `/${route}/${ids[(n * 7_919) % ids.length]}`, '"familyName"'),
    lookup: async () => ({
      url: gateway,
      method: 'POST',
      headers: {
        authorization: `Bearer ${await tokenOf(stack.endpoints, 'parking-hannover')}`,
        'content-type': 'application/json',
      },
      request: (n) => ({
        path: '/v1/lookups',
        body: JSON.stringify({
          evidenceType: question.evidenceType,
          purpose: question.purpose,
          subject: { idnr: people[pick(n)]?.idnr, birthDate: people[pick(n)]?.birthDate },
          consentId: consents[pick(n)],
        }),
      }),
      expect: '"EVIDENCE"',
    }),
  };
}

const get = (url: string, path: (n: number) => string, expect: string): Load => ({
  url,
  method: 'GET',
  headers: {},
  request: (n) => ({ path: path(n) }),
  expect,
});

/** Sends the n-th request. @throws Error when the answer is not the expected one. */
export async function ask(pool: Pool, load: Load, n: number): Promise<void> {
  const { path, body } = load.request(n);
  const answer = await pool.request({
    path,
    method: load.method,
    headers: { ...load.headers, ...load.proofs?.(path) },
    ...(body !== undefined && { body }),
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 200 || !text.includes(load.expect)) {
    throw new Error(`unexpected answer ${answer.statusCode} from ${load.url}: ${text.slice(0, 200)}`);
  }
}
