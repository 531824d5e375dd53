// Plain JavaScript for Node 20, without any dependency: deploy/local takes this lock before it installs the packages.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 100;

/**
 * Ended, but not collected by its parent: in a container whose first process collects nobody, for ever. Where /proc
 * cannot be read (another system, `hidepid`) the signal is believed: a lock must not be taken from one who lives.
 */
function isZombie(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return !isZombie(pid);
}

function readOwner(file) {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || undefined;
  } catch {
    return undefined;
  }
}

/** The file appears with its content: nobody sees one that is created and not yet written. */
function place(file, owner) {
  const draft = `${file}.of-${process.pid}`;
  writeFileSync(draft, `${owner}`);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Renaming is atomic: of several who saw the dead owner, one moves the file away, and looks again before removing it. */
function discardStale(file) {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return; // Somebody else was faster.
  }
  const owner = readOwner(aside);
  if (owner !== undefined && isAlive(owner)) place(file, owner);
  rmSync(aside, { force: true });
}

export function tryLock(file) {
  mkdirSync(dirname(file), { recursive: true });
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (place(file, process.pid)) return {};
    const owner = readOwner(file);
    if (owner !== undefined && isAlive(owner)) return { owner };
    discardStale(file);
  }
  return { owner: 0 };
}

export async function withLock(file, work) {
  while ('owner' in tryLock(file)) await sleep(pollMs);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
