import { spawn, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const script = fileURLToPath(new URL(`./watchdog-process.${extension}`, import.meta.url));

let watchdog: ChildProcess | undefined;
const charges = new Set<string>();

function tell(...words: string[]): void {
  watchdog ??= startWatchdog();
  watchdog.stdin?.write(`${words.join('\t')}\n`);
}

function startWatchdog(): ChildProcess {
  const child = spawn(process.execPath, ['--no-warnings', script], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
  });
  child.unref();
  child.stdin?.on('error', () => undefined);
  (child.stdin as Socket | null)?.unref();
  return child;
}

function release(charge: string): void {
  charges.delete(charge);
  if (charges.size > 0) return;
  watchdog?.stdin?.end();
  watchdog = undefined;
}

/**
 * Has the process ended with these signals, one after the other, should this process die without a word (kill -9).
 * The watchdog exists only while there is something to watch.
 */
export function watch(pid: number, signals: readonly NodeJS.Signals[]): void {
  charges.add(`${pid}`);
  tell('watch', `${pid}`, ...signals);
}

/** The process has ended by itself; its number may be given to another. */
export function forget(pid: number): void {
  if (!charges.has(`${pid}`)) return;
  tell('forget', `${pid}`);
  release(`${pid}`);
}

/** Has a temporary folder removed should this process die without a word. */
export function sweepAfterDeath(folder: string): void {
  charges.add(folder);
  tell('sweep', folder);
}

/** The folder is gone already. */
export function sweptAlready(folder: string): void {
  if (!charges.has(folder)) return;
  tell('keep', folder);
  release(folder);
}
