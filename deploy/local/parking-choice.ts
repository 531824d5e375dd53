import { randomUUID } from 'node:crypto';
import { newEncryptionKey, openRelease } from '#libs/client';
import { LocalFailure } from '#libs/local-services';
import type { Endpoints } from './endpoints.ts';
import { type JsonRequest, sendJson } from './http-json.ts';
import { tokenOf } from './token-of.ts';

/** Whose papers are fetched, and by whom. */
export const citizen = 'anna';
export const asker = 'parking-hannover';
export const question = {
  authority: 'strassenverkehr-hannover',
  purpose: 'resident-parking-permit',
  evidenceType: 'residents.parking-permit.v1',
};

type Stack = Pick<Endpoints, 'issuer' | 'apps' | 'clients' | 'citizens' | 'tls'>;
type Said = Omit<JsonRequest, 'token'>;

/**
 * The citizen is shown the notice and chooses retrieval over bringing papers (EGovG §5).
 * @param further members of the choice: what it is about where that is not the citizen, how often it holds
 * @returns the consent's id
 */
export async function choose(
  endpoints: Stack,
  login: string = citizen,
  evidenceType: string = question.evidenceType,
  further: object = {},
): Promise<string> {
  const token = await tokenOf(endpoints, login);
  const base = `${endpoints.apps.gateway}/v1/consents`;
  const asked = { ...question, evidenceType };
  const notice = await sendJson<{ sha256: string; kind: string }>({
    method: 'GET',
    url: `${base}/notice?${new URLSearchParams(asked).toString()}`,
    token,
  });
  const body = { kind: notice.kind, ...asked, noticeSha256: notice.sha256, ...further };
  const consent = await sendJson<{ id: string }>({ method: 'POST', url: base, token, body });
  return consent.id;
}

export interface Shown {
  readonly id: string;
  readonly key: string;
  readonly status: string;
  readonly evidence?: object;
}

/** What the citizen's portal asks, to show her what the office would get. */
export function previewRequest(
  { apps, citizens }: Stack,
  consentId: string,
  login: string = citizen,
  evidenceType: string = question.evidenceType,
): Said {
  const { authority, purpose } = question;
  const person = citizens[login];
  if (!person) throw new LocalFailure(`The sample data have no citizen ${login}.`);
  const subject = { idnr: person.idnr, birthDate: person.birthDate };
  const items = [{ evidenceType, subject, consentId }];
  return { method: 'POST', url: `${apps.gateway}/v1/previews`, body: { authority, purpose, items } };
}

export const useRequest = ({ apps }: Stack, { id, key }: Shown): Said => ({
  method: 'POST',
  url: `${apps.gateway}/v1/previews/${id}/use`,
  body: { key },
});

/** @param key under which the same release is answered again for ten minutes */
export const takeRequest = ({ apps }: Stack, releaseId: string, key: string = randomUUID()): Said => ({
  method: 'POST',
  url: `${apps.gateway}/v1/releases`,
  headers: { 'idempotency-key': key },
  body: { releaseId },
});

export interface Taker {
  /** Id of the release, which is encrypted to this office. */
  readonly open: (release: string) => Promise<string>;
}

/** A system of the office registers the key to which releases are encrypted for it. */
export async function registerTaker(endpoints: Stack, client: string = asker): Promise<Taker> {
  const { privateJwk, publicJwk } = await newEncryptionKey(randomUUID());
  await sendJson({
    method: 'PUT',
    url: `${endpoints.apps.gateway}/v1/encryption-key`,
    token: await tokenOf(endpoints, client),
    body: publicJwk,
  });
  return { open: async (release) => (await openRelease(release, [privateJwk])).releaseId };
}
