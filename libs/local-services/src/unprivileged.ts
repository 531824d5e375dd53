import { createHash } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LocalFailure } from './local-failure.ts';

/** PostgreSQL refuses to run as root; `nobody` has this number on every common system (initdb needs a passwd entry). */
const nobody = 65_534;
const worldExecutable = 0o001;
const refuge = '/var/tmp';

export interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

const isRoot = process.getuid?.() === 0;

/** Whom PostgreSQL is to run as: nobody when we are root, otherwise ourselves. */
export const serverIdentity: Identity = isRoot ? { uid: nobody, gid: nobody } : {};

/** Whether `nobody` may reach the path through all its parents. */
function isReachable(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & worldExecutable) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

export function needsRefuge(path: string): boolean {
  return isRoot && !isReachable(path);
}

/** A folder below /var/tmp that belongs to root alone and can be reached by nobody; its name is derived from `key`. */
export function refugeFor(key: string): string {
  const folder = join(refuge, `einmal-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  if (statSync(folder).uid !== 0) {
    throw new LocalFailure(`${folder} belongs to somebody else: remove it, then start again.`);
  }
  return folder;
}

/**
 * Where the data of `dir` can live: in `dir`, or in the refuge when root keeps `dir` behind a folder nobody may enter
 * (such as /root). A note in `dir` points there; without the note (`.local` was removed) the old data is discarded.
 */
export function reachableFolder(dir: string): string {
  mkdirSync(dir, { recursive: true, mode: 0o711 });
  if (!needsRefuge(dir)) return dir;
  const note = join(dir, 'location.txt');
  const folder = refugeFor(dir);
  if (!existsSync(note)) {
    rmSync(folder, { recursive: true, force: true });
    refugeFor(dir);
    writeFileSync(note, `${folder}\n`);
  }
  return folder;
}

export function giveTo(path: string, { uid, gid }: Identity): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}
