import { spawnSync } from 'node:child_process';

/** Debian's package `prometheus` has it; .ci/run installs that. PROMTOOL names another one, which has to be there then. */
const command = process.env['PROMTOOL'] ?? 'promtool';

export const hasPromtool = spawnSync(command, ['--version']).error === undefined;

/** @returns what it printed @throws with what it printed where it found a fault */
export function promtool(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`promtool ${args[0]} ${args[1]}:\n${stdout}${stderr}`);
  return stdout;
}
