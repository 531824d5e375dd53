import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const hooks = new URL('../../../deploy/check/lib/typescript-hooks.mjs', import.meta.url);

/**
 * Runs a script of a `testing/` folder as a process of its own, which a test may kill. It is run from its source, because
 * no build contains it. What it sends by `process.send` is a message of the child.
 * @param more flags of Node
 */
export function spawnScript(
  script: URL,
  args: readonly string[],
  more: readonly string[] = [],
): ChildProcess {
  const flags = ['--conditions=source', `--import=${hooks.href}`, '--no-warnings', ...more];
  return spawn(process.execPath, [...flags, fileURLToPath(script), ...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '', KAFKAJS_NO_PARTITIONER_WARNING: '1' },
  });
}
