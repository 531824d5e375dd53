import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LocalFailure, startManaged, type ManagedProcess } from '#libs/local-services';
import type { AppName } from '../description/app-names.ts';
import { apps } from '../description/apps.ts';
import { memoryFlags, STOP_WITHIN_S } from '../description/description.ts';
import type { LocalHome } from './local-home.ts';
import { root } from './repository.ts';

/** A fifth of what a start costs is compiling the same packages again. */
const compileCache = join(root, 'dist', '.compile-cache');

export interface Program {
  readonly name: string;
  /** Below dist/, for instance `apps/gateway/src/main.js`. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly isBusy?: boolean;
}

/** Those of our own sources; Node's flag for it keeps the maps of every package (ADR 0033). */
const sourceMaps = pathToFileURL(join(root, 'dist/libs/service-kit/src/logging/source-maps.js')).href;

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
    args: [...memoryFlags(isBusy), '--import', sourceMaps, join(root, 'dist', script), ...args],
    env: { NODE_COMPILE_CACHE: compileCache, ...env },
    logFile,
    stopSignals: ['SIGTERM'],
    patienceMs: STOP_WITHIN_S * 1_000,
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
    script: `apps/${apps[app].program}/src/main.js`,
    env,
    isBusy: apps[app].isBusy === true,
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
