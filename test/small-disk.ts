import { execFileSync } from 'node:child_process';
import {
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '#libs/test-kit';

/** From large to small: what is left is less than a page of PostgreSQL. */
const portions = [1_048_576, 65_536, 4_096, 512].map((bytes) => Buffer.alloc(bytes, 1));

/** A file system of its own, in memory, which can be full. Only root may mount it. */
export class SmallDisk {
  private readonly folder = mkdtempSync(join(tmpdir(), 'einmal-disk-'));
  private readonly ballast = join(this.folder, 'ballast');

  constructor(mebibytes: number) {
    const options = `size=${mebibytes}m,mode=0711`;
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'einmal-test', this.folder]);
  }

  /** Whoever keeps something there keeps it here. */
  standInFor(path: string): void {
    symlinkSync(this.folder, path);
  }

  /** To the last byte, but for those that are spared. */
  fill(spared = 0): void {
    const file = openSync(this.ballast, 'a');
    for (const portion of portions) while (hasRoom(file, portion));
    if (spared > 0) ftruncateSync(file, fstatSync(file).size - spared);
    closeSync(file);
  }

  makeRoom(): void {
    rmSync(this.ballast, { force: true });
  }

  /** When nobody uses it any more. */
  async remove(): Promise<void> {
    await eventually('it is left', () => {
      execFileSync('umount', [this.folder], { stdio: 'ignore' });
      return true;
    });
    rmdirSync(this.folder);
  }
}

function hasRoom(file: number, bytes: Buffer): boolean {
  try {
    return writeSync(file, bytes) > 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
    throw error;
  }
}
