import { readFileSync } from 'node:fs';
import type { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import { join } from 'node:path';
import { applyPolicy } from '../../deploy/local/policy.ts';
import { root } from '../../deploy/local/repository.ts';

/** The demo policy with limits for a client that asks as fast as it can; counted and written down like any other. */
export async function applyBenchPolicy(stack: IsolatedStack, client: string): Promise<void> {
  const demo = JSON.parse(readFileSync(join(root, 'apps/gateway/data/policy.demo.json'), 'utf8')) as {
    readonly limits: readonly object[];
  };
  const asFastAsItCan = {
    client,
    subjectKinds: ['idnr'],
    lookups: { count: 1_000_000, windowS: 1 },
    guesses: { count: 1_000_000, windowS: 1 },
  };
  stack.home.writeJson('bench-policy.json', { ...demo, limits: [...demo.limits, asFastAsItCan] });
  const { migratorUrl } = stack.databases.gateway;
  await applyPolicy(stack.home, migratorUrl, [stack.home.path('bench-policy.json')]);
}
