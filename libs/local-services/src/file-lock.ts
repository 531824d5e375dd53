import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './process-state.ts';

const pollMs = 100;

/** Takes the lock file; otherwise says who has it. A lock whose owner has died is taken over. */
export function tryLock(file: string): { readonly owner?: number } {
  mkdirSync(dirname(file), { recursive: true });
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      writeFileSync(file, `${process.pid}`, { flag: 'wx' });
      return {};
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = readOwner(file);
    if (owner !== undefined && isAlive(owner)) return { owner };
    discardStale(file);
  }
  return { owner: 0 };
}

function readOwner(file: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || undefined;
  } catch {
    return undefined;
  }
}

/** Renaming is atomic: of several who saw the dead owner, one moves the file away, and looks again before removing it. */
function discardStale(file: string): void {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
    const owner = readOwner(aside);
    if (owner !== undefined && isAlive(owner)) writeFileSync(file, `${owner}`, { flag: 'wx' });
    rmSync(aside, { force: true });
  } catch {
    return;
  }
}

/** Runs the work while holding the lock file, waiting for others who hold it. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  while ('owner' in tryLock(file)) await sleep(pollMs);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
