import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const patienceMs = 6_000;
const pollMs = 100;

function commandLine(pid: number): string {
  if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  return execFileSync('ps', ['-p', `${pid}`, '-o', 'command='], { encoding: 'utf8' });
}

/** Whether the process exists and its command line contains `marker`; a number given to somebody else does not count. */
export function isRunning(pid: number, marker: string): boolean {
  try {
    return commandLine(pid).includes(marker);
  } catch {
    return false;
  }
}

/** The process number at the start of a file, if there is one. */
export function readPid(file: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * After a kill -9 the watchdog may still be ending the previous server of the same data folder. Waits for it, and ends
 * it in the end. `marker` is a part of the command line only that server has.
 */
export async function outwaitPredecessor(pidFile: string, marker: string): Promise<void> {
  const pid = readPid(pidFile);
  if (pid === undefined) return;
  for (let waited = 0; isRunning(pid, marker); waited += pollMs) {
    if (waited === patienceMs / 2) process.kill(pid, 'SIGTERM');
    if (waited === patienceMs) process.kill(pid, 'SIGKILL');
    await sleep(pollMs);
  }
}
