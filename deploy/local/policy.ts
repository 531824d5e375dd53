import { join } from 'node:path';
import type { LocalHome } from './local-home.ts';
import { runProgram } from './program.ts';
import { root } from './repository.ts';

export const demoPolicy = join(root, 'dist/apps/gateway/data/policy.demo.json');

/** Tells the gateway who may ask for what; the same policy again changes nothing. */
export async function applyPolicy(home: LocalHome, migratorUrl: string, file = demoPolicy): Promise<void> {
  await runProgram(home, {
    name: 'gateway-policy',
    script: 'apps/gateway/src/apply-policy.js',
    args: [file],
    env: { MIGRATION_DATABASE_URL: migratorUrl },
  });
}
