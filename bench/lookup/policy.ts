import { readFileSync } from 'node:fs';
import type { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import { join } from 'node:path';
import { applyPolicy } from '../../deploy/local/policy.ts';
import { root } from '../../deploy/local/repository.ts';

interface Policy {
  readonly clients: readonly { readonly id: string }[];
  readonly limits: readonly { readonly client?: string; readonly subjectKinds: readonly string[] }[];
  readonly grants: readonly { readonly ground: { readonly kind: string } }[];
}

/**
 * The demo policy, but that citizens consent where they choose there: lookups stay lawful without a preview, and are decided
 * as ever.
 */
export function consentPolicy(): Policy {
  const demo = JSON.parse(readFileSync(join(root, 'apps/gateway/data/policy.demo.json'), 'utf8')) as Policy;
  const grants = demo.grants.map((grant) =>
    grant.ground.kind === 'CHOICE' ? { ...grant, ground: { ...grant.ground, kind: 'CONSENT' } } : grant,
  );
  return { ...demo, grants };
}

export async function applyToStack(stack: IsolatedStack, policy: object): Promise<void> {
  stack.home.writeJson('bench-policy.json', policy);
  const { migratorUrl } = stack.databases.gateway;
  await applyPolicy(stack.home, migratorUrl, [stack.home.path('bench-policy.json')]);
}

/**
 * With limits for clients, and for persons, that ask as fast as they can; counted and written down like any other.
 * @param namesake acts for the same authority as the client
 */
export async function applyBenchPolicy(
  stack: IsolatedStack,
  client: string,
  namesake?: string,
): Promise<void> {
  const policy = consentPolicy();
  const known = policy.clients.find(({ id }) => id === client);
  const clients = [...policy.clients, ...(known && namesake ? [{ ...known, id: namesake }] : [])];
  const asFastAsTheyCan = {
    subjectKinds: ['idnr'],
    lookups: { count: 1_000_000, windowS: 1 },
    guesses: { count: 1_000_000, windowS: 1 },
  };
  const others = policy.limits.map((limit) =>
    limit.client === undefined
      ? { ...limit, subjectKinds: limit.subjectKinds.filter((kind) => kind !== 'idnr') }
      : limit,
  );
  const named = [client, ...(namesake ? [namesake] : [])].map((each) => ({
    client: each,
    ...asFastAsTheyCan,
  }));
  const limits = [...others, asFastAsTheyCan, ...named];
  await applyToStack(stack, { ...policy, clients, limits });
}
