import type { Endpoints } from './endpoints.ts';
import { sendJson } from './http-json.ts';
import { tokenOf } from './token-of.ts';

/** Whose papers are fetched, and by whom. */
export const citizen = 'anna';
export const asker = 'parking-hannover';
export const question = {
  authority: 'strassenverkehr-hannover',
  purpose: 'resident-parking-permit',
  evidenceType: 'residents.parking-permit.v1',
};

/** The citizen is shown the notice and chooses retrieval over bringing papers (EGovG §5). @returns the consent's id */
export async function choose(
  endpoints: Pick<Endpoints, 'issuer' | 'apps' | 'clients' | 'citizens'>,
): Promise<string> {
  const token = await tokenOf(endpoints, citizen);
  const base = `${endpoints.apps.gateway}/v1/consents`;
  const notice = await sendJson<{ sha256: string; kind: string }>({
    method: 'GET',
    url: `${base}/notice?${new URLSearchParams(question).toString()}`,
    token,
  });
  const body = { kind: notice.kind, ...question, noticeSha256: notice.sha256 };
  const consent = await sendJson<{ id: string }>({ method: 'POST', url: base, token, body });
  return consent.id;
}
