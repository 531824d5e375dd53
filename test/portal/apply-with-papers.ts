import { randomUUID } from 'node:crypto';
import type { Endpoints } from '../../deploy/local/endpoints.ts';
import { sendJson } from '../../deploy/local/http-json.ts';
import { tokenOf } from '../../deploy/local/token-of.ts';

/** Anna types what the residents register knows, and brings a paper of her vehicle. @returns id of the application */
export async function applyWithPapers(
  endpoints: Endpoints,
  answers: Readonly<Record<string, string>>,
): Promise<string> {
  const url = endpoints.apps.procedures;
  const token = await tokenOf(endpoints, 'anna', undefined, 'procedures');
  const call = <T>(method: 'POST' | 'PUT' | 'GET', path: string, body?: object, headers = {}): Promise<T> =>
    sendJson<T>({ method, url: url + path, token, headers, ...(body && { body }) });
  type Versioned = { readonly id: string; readonly version: number };
  const form = 'resident-parking-permit';
  const { version: formVersion } = await call<Versioned>('GET', `/v1/forms/${form}`);
  const draft = await call<Versioned>('POST', '/v1/drafts', { form, version: formVersion });
  const saved = await call<Versioned>('PUT', `/v1/drafts/${draft.id}`, {
    expectedVersion: draft.version,
    formVersion,
    answers: Object.entries(answers).map(([field, value]) => ({ field, value })),
  });
  const sources = [
    { evidenceType: 'residents.parking-permit.v1', way: 'ENTER_IT' },
    { evidenceType: 'vehicles.parking-permit.v1', way: 'BRING_PAPER' },
  ];
  const submitted = await call<Versioned>(
    'POST',
    `/v1/drafts/${draft.id}/submission`,
    { expectedVersion: saved.version, sources },
    { 'idempotency-key': randomUUID() },
  );
  return submitted.id;
}
