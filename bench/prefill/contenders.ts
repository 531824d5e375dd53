import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Pool } from 'undici';
import { heldKey, pseudonym } from '#libs/contracts';
import type { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import { root } from '../../deploy/local/repository.ts';
import { demoCitizens } from '../../deploy/sample/demo-citizens.ts';
import { applyToStack } from '../lookup/policy.ts';
import { loadThreeRegisters } from './records.ts';
import type { Sessions } from '../preview/sessions.ts';
import { registerKey } from '../preview/stories.ts';

export const FORM = 'three-registers';
const authority = 'strassenverkehr-hannover';
const purpose = 'resident-parking-permit';
const types = ['residents.parking-permit.v1', 'vehicles.parking-permit.v1', 'business.register-excerpt.v1'];

interface Policy {
  readonly grants: readonly {
    readonly id: string;
    readonly authority: string;
    readonly evidenceType: string;
  }[];
  readonly limits: readonly object[];
}

/** The policy of the demonstration, by which the office may ask for a company on choice too, and limits of nobody. */
export async function applyPrefillPolicy(stack: IsolatedStack): Promise<void> {
  const file = join(root, 'apps/gateway/data/policy.demo.json');
  const demo = JSON.parse(readFileSync(file, 'utf8')) as Policy;
  const excerpt = demo.grants.find(({ evidenceType }) => evidenceType === types[2])!;
  const ground = { kind: 'CHOICE', legalBasis: 'EGovG §5(3)–(5)' };
  const company = { ...excerpt, id: 'bench-company', authority, purpose, ground };
  const asOften = { count: 1_000_000, windowS: 1 };
  const kinds = ['idnr', 'plate', 'vin', 'euid', 'widnr', 'lei', 'record', 'person'];
  const limits = [{ subjectKinds: kinds, lookups: asOften, guesses: asOften }];
  await applyToStack(stack, { ...demo, grants: [...demo.grants, company], limits });
}

/** One request of the person's session, answered with evidence of each register that it asks. */
export type Call = () => Promise<void>;

export interface Contenders {
  /** By register. */
  readonly previews: Readonly<Record<string, Call>>;
  /** The same three, the choices named by the texts that were shown; they stand. */
  readonly prefill: Call;
  /** Withdraws all choices, so that the next prefill makes them. */
  readonly withdraw: Call;
  readonly close: () => Promise<void>;
}

/** One user, in one session, with a car and a company. */
export async function contenders(stack: IsolatedStack, sessions: Sessions): Promise<Contenders> {
  const url = stack.endpoints.apps.gateway;
  const { idnr, birthDate, plate } = demoCitizens.anna;
  const office = { sub: 'parking-hannover', client_id: 'parking-hannover', scope: 'lookup', authority };
  await registerKey(url, await sessions.token(office));
  const key = heldKey(Buffer.from(stack.facts.secrets.citizenPseudonymKey, 'base64url'));
  const sub = pseudonym(key, 'citizen', idnr);
  const euid = await loadThreeRegisters(stack, sub);
  const token = await sessions.token({ sub, client_id: 'portal', scope: 'citizen', acr: 'high' });
  const pool = new Pool(url, { connections: 1, pipelining: 1 });
  const send = async (path: string, body?: object): Promise<Record<string, unknown>> => {
    const answer = await pool.request({
      path,
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`${path} answered ${answer.statusCode}: ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  };
  const subjects = [{ idnr, birthDate }, { plate }, { euid }] as const;
  const noticeOf = async (evidenceType: string): Promise<string> => {
    const asked = new URLSearchParams({ authority, purpose, evidenceType }).toString();
    return (await send(`/v1/consents/notice?${asked}`))['sha256'] as string;
  };
  const hashes = await Promise.all(types.map(noticeOf));
  const form = {
    form: FORM,
    version: 1,
    subjects: ['applicant', 'vehicle', 'company'].map((name, at) => ({ name, subject: subjects[at] })),
    sources: types.map((evidenceType, at) => ({ evidenceType, noticeSha256: hashes[at] })),
  };
  const shown = (body: Record<string, unknown>, member: 'previews' | 'sources', count: number) => {
    const all = body[member] as { readonly status: string; readonly consentId: string }[];
    if (all.length === count && all.every(({ status }) => status === 'EVIDENCE')) return all;
    throw new Error(`unexpected answer: ${JSON.stringify(body[member])}`);
  };
  const prefill = async () => shown(await send('/v1/prefill', form), 'sources', types.length);
  let consents = await prefill();
  const previews = types.map((evidenceType, at): [string, Call] => [
    evidenceType.slice(0, evidenceType.indexOf('.')),
    async () => {
      const items = [{ evidenceType, subject: subjects[at], consentId: consents[at]!.consentId }];
      shown(await send('/v1/previews', { authority, purpose, items }), 'previews', 1);
    },
  ]);
  return {
    previews: Object.fromEntries(previews),
    prefill: async () => void (consents = await prefill()),
    withdraw: async () => {
      for (const { consentId } of consents) await send(`/v1/consents/${consentId}/withdrawal`, {});
    },
    close: () => pool.close(),
  };
}
