import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImageKind } from './image-content.rules.ts';
import { programs } from './programs.ts';

/** `/einmal` in the image, with this file in its `dist/`. */
const home = fileURLToPath(new URL('../../..', import.meta.url));
const notLoaded =
  /ERR_MODULE_NOT_FOUND|ERR_PACKAGE|Cannot find (module|package)|SyntaxError|does not provide an export/;

function run(args: readonly string[]): string {
  const options = { cwd: home, env: {}, encoding: 'utf8', timeout: 60_000, killSignal: 'SIGKILL' } as const;
  const { stdout, stderr } = spawnSync(process.execPath, args, options);
  return `${stdout}${stderr}`;
}

/**
 * Without settings a program loads all that it imports, then refuses to start; those of compose look for servers that
 * are not there, for as long as they have patience.
 */
function load(script: string): string | undefined {
  const said = run([join(home, 'dist', script)]);
  return notLoaded.test(said)
    ? `${script} cannot be loaded in the image:\n${said.slice(0, 2_000)}`
    : undefined;
}

/** Also what is imported only when somebody needs it. */
function loadPackage(name: string): string | undefined {
  const said = run(['--input-type=module', '--eval', `await import('${name}'); console.log('loaded')`]);
  return said.endsWith('loaded\n')
    ? undefined
    : `${name} cannot be loaded in the image:\n${said.slice(0, 2_000)}`;
}

/** Runs in the image while it is built: what was left out by mistake ends the build instead of a service. */
function main(kind: ImageKind): void {
  const { dependencies } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    dependencies: Readonly<Record<string, string>>;
  };
  const faults = [...programs(kind).map(load), ...Object.keys(dependencies).map(loadPackage)].filter(
    (fault) => fault !== undefined,
  );
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

const [kind = ''] = process.argv.slice(2);
main(kind as ImageKind);
