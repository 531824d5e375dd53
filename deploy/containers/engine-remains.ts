import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning, readPid } from '#libs/local-services';

/** Of the temporary folder of each engine of ours; it holds socket, process number and what runs. */
export const ENGINE_PREFIX = 'einmal-engine-';
/** An engine that has just been started has no process number yet. */
const YOUNG_MS = 60_000;

/** Of engines that could not tidy up: they were killed, or whoever had started them. */
export function sweepKilledEngines(): void {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(ENGINE_PREFIX))) {
    const scratch = join(tmpdir(), name);
    const pid = readPid(join(scratch, 'pid'));
    const isYoung = Date.now() - statSync(scratch).mtimeMs < YOUNG_MS;
    if (pid === undefined ? isYoung : isRunning(pid, scratch)) continue;
    sweepEngine(scratch);
  }
}

/**
 * What an engine that has ended leaves: containers where it was killed, mounts, its temporary folder.
 * @param folder whose `data` a killed dockerd leaves mounted on itself, so that nobody could remove it; where it is known
 */
export function sweepEngine(scratch: string, folder?: string): void {
  killContainersOf(scratch);
  unmountBelow(scratch);
  if (folder !== undefined) unmountBelow(folder);
  rmSync(scratch, { recursive: true, force: true, maxRetries: 10 });
}

/** Each container runs below a process that names the engine's socket. */
function killContainersOf(scratch: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const command = readIfThere(`/proc/${pid}/cmdline`);
    if (!command.includes('containerd-shim') || !command.includes(`${scratch}/exec/`)) continue;
    const children = readIfThere(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean);
    for (const victim of [...children, pid]) {
      try {
        process.kill(Number(victim), 'SIGKILL');
      } catch {
        // It has ended meanwhile.
      }
    }
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** The machine's network, by a name that dockerd leaves mounted, and what killed containers had; the innermost first. */
function unmountBelow(folder: string): void {
  const mounts = readIfThere('/proc/mounts').split('\n');
  const places = mounts
    .map((line) => line.split(' ')[1] ?? '')
    .filter((place) => place.startsWith(`${folder}/`))
    .reverse();
  if (places.length > 0) spawnSync('umount', places, { stdio: 'ignore' });
}
