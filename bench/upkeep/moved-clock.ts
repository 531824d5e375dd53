import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from '../../deploy/local/repository.ts';

/** The library looks at the clock's file again when more whole seconds than these have passed. */
const LOOKS_AFTER_S = 1;
const SEEN_AFTER_MS = (LOOKS_AFTER_S + 1) * 1_000 + 100;

/** Debian's `faketime` around processes that share a file: whole days are added to their clock, while it goes on. */
export class MovedClock {
  private constructor(private readonly file: string) {}

  /** Variables for a process that is to have this clock. Monotonic time stays: timers of Node would never end. */
  get variables(): Readonly<Record<string, string>> {
    return {
      LD_PRELOAD: `${realWaits(this.file)} ${library()}`,
      FAKETIME_TIMESTAMP_FILE: this.file,
      FAKETIME_CACHE_DURATION: `${LOOKS_AFTER_S}`,
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
  }

  /** Puts the clock to so many days from now; resolves when every process has seen it. */
  async putTo(day: number): Promise<void> {
    writeFileSync(this.file, `+${day}d`);
    await delay(SEEN_AFTER_MS);
  }

  /** Runs this program once more under a clock of its own, and there the work; sets the exit code to its. */
  static async within(work: (clock: MovedClock) => Promise<void>): Promise<void> {
    const file = process.env['FAKETIME_TIMESTAMP_FILE'];
    if (file !== undefined) return work(new MovedClock(file));
    const folder = mkdtempSync(join(tmpdir(), 'einmal-clock-'));
    // PostgreSQL runs as nobody when we are root, and has to read the file.
    chmodSync(folder, 0o711);
    const clock = new MovedClock(join(folder, 'clock'));
    writeFileSync(clock.file, '+0d', { mode: 0o644 });
    execFileSync('cc', [
      '-shared',
      '-fPIC',
      '-o',
      realWaits(clock.file),
      join(root, 'bench/upkeep/real-waits.c'),
    ]);
    const env = { ...process.env, ...clock.variables };
    const program = spawn(process.execPath, process.argv.slice(1), { env, stdio: 'inherit' });
    [process.exitCode] = (await once(program, 'exit')) as [number];
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Made for each run; needs a C compiler. */
const realWaits = (clockFile: string): string => join(dirname(clockFile), 'real-waits.so');

function library(): string {
  const path = process.env['FAKETIME_LIBRARY'] ?? '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';
  if (existsSync(path)) return path;
  throw new Error(
    `There is no ${path}: install Debian's libfaketime, or set FAKETIME_LIBRARY to its library.`,
  );
}
