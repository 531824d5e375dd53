import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { programNames } from '../description/app-names.ts';
import type { LocalHome } from './local-home.ts';
import { runProgram } from './program.ts';
import { root } from './repository.ts';
import { databaseSettings } from './tls/secret-files.ts';

const fileOf = (program: string): string => `apps/${program}/data/policy.demo.json`;

/** Who may ask for what in the demonstration: the gateway's own file, and what registers bring with them. Below dist/. */
export const demoPolicies: readonly string[] = [
  fileOf('gateway'),
  ...programNames.filter((name) => name !== 'gateway').map(fileOf),
].filter((path) => existsSync(join(root, path)));

/** Tells the gateway who may ask for what; the same policy again changes nothing. */
export async function applyPolicy(
  home: LocalHome,
  migratorUrl: string,
  files: readonly string[] = demoPolicies.map((path) => join(root, 'dist', path)),
): Promise<void> {
  await runProgram(home, {
    name: 'gateway-policy',
    script: 'apps/gateway/src/apply-policy.js',
    args: files,
    env: databaseSettings(home, 'gateway-policy', 'MIGRATION_DATABASE_URL', migratorUrl),
  });
}
