import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LocalFailure, startManaged, type ManagedProcess } from '#libs/local-services';
import type { AppName } from './apps.ts';
import type { LocalHome } from './local-home.ts';
import { root } from './repository.ts';

export interface Program {
  readonly name: string;
  /** Below dist/, for instance `apps/gateway/src/main.js`. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Answers so much that a small young generation would cost more than it saves; V8 shrinks its own one at rest. */
  readonly isBusy?: boolean;
}

const drainMs = 10_000;
/** How every service of ours is to be started; what each saves stands in ADR 0033. */
const nodeFlags = (isBusy: boolean): readonly string[] => [
  ...(isBusy ? [] : ['--max-semi-space-size=4']),
  '--import',
  pathToFileURL(join(root, 'dist/libs/service-kit/src/logging/source-maps.js')).href,
];

/**
 * A replay turns over buffers of megabytes. glibc would learn from the first one to keep them, among small ones that live
 * on; its first threshold as a setting holds it to giving them back (mallopt(3), M_MMAP_THRESHOLD; ADR 0034).
 */
const buffersGivenBack = { MALLOC_MMAP_THRESHOLD_: `${128 * 1024}` };

/** Starts a compiled program of ours as a process of its own; its log replaces the one of the last start. */
export function startProgram(
  home: LocalHome,
  { name, script, args = [], env, isBusy = false }: Program,
): ManagedProcess {
  const logFile = home.path('logs', `${name}.log`);
  if (existsSync(logFile)) renameSync(logFile, home.path('logs', `${name}.previous.log`));
  return startManaged({
    name,
    command: process.execPath,
    args: [...nodeFlags(isBusy), join(root, 'dist', script), ...args],
    env,
    logFile,
    stopSignals: ['SIGTERM'],
    patienceMs: drainMs,
  });
}

/** Starts an app under its own name, or that of one more process of it. */
export function startAppProgram(
  home: LocalHome,
  app: AppName,
  env: Program['env'],
  name: string = app,
): ManagedProcess {
  return startProgram(home, {
    name,
    script: `apps/${app}/src/main.js`,
    env: { ...(app === 'operator' && buffersGivenBack), ...env },
    isBusy: app === 'gateway',
  });
}

/** Runs a compiled program of ours to its end; its last log lines explain a failure. */
export async function runProgram(home: LocalHome, program: Program): Promise<void> {
  const managed = startProgram(home, program);
  const { code } = await managed.exited;
  if (code !== 0) {
    throw new LocalFailure(
      `${program.name} failed (see ${managed.logFile}). Its last words:\n${managed.lastLines().join('\n')}`,
    );
  }
}
