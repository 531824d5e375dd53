import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalFailure } from './local-failure.ts';
import { startManaged } from './managed-process.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { giveTo, serverIdentity } from './unprivileged.ts';

export const superuser = 'postgres';
const majorVersion = '18';

function readPassword(dir: string): string {
  try {
    return readFileSync(join(dir, 'superuser-password'), 'utf8').trim();
  } catch {
    throw new LocalFailure(
      `The PostgreSQL data in ${dir} has lost its password file: remove ${dir}, then start again.`,
    );
  }
}

function checkVersion(dir: string, data: string): void {
  const versionFile = join(data, 'PG_VERSION');
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : undefined;
  if (version === majorVersion && existsSync(join(data, 'global', 'pg_control'))) return;
  const what =
    version === undefined || version === majorVersion ? 'is incomplete' : `is of PostgreSQL ${version}`;
  throw new LocalFailure(`The PostgreSQL data folder ${data} ${what}: remove ${dir}, then start again.`);
}

async function initdb(binary: string, dir: string, data: string, password: string): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'einmal-initdb-'));
  const passwordFile = join(scratch, 'password');
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    for (const path of [scratch, passwordFile]) giveTo(path, serverIdentity);
    const login = ['-U', superuser, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
    const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const maker = startManaged({
      name: 'initdb',
      command: binary,
      args: ['-D', data, ...login, ...locale, '--no-sync'],
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' },
      logFile: join(dir, 'initdb.log'),
      stopSignals: ['SIGTERM'],
      ...serverIdentity,
    });
    const { code } = await maker.exited;
    if (code !== 0) throw new Error(`initdb ended with ${code}: ${maker.lastLines(5).join('\n')}`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * Makes the data folder below `dir` unless it is there, and returns it with the superuser's password. It is made under
 * another name and renamed when complete, so that an interrupted start leaves nothing half-made.
 */
export async function dataFolder(
  dir: string,
  binaries: PostgresBinaries,
  onProgress: (text: string) => void,
): Promise<{ data: string; password: string }> {
  const data = join(dir, 'data');
  if (existsSync(data)) {
    checkVersion(dir, data);
    return { data, password: readPassword(dir) };
  }
  onProgress('creating the database cluster');
  const unfinished = join(dir, 'data.unfinished');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  giveTo(unfinished, serverIdentity);
  const password = randomBytes(24).toString('base64url');
  writeFileSync(join(dir, 'superuser-password'), password, { mode: 0o600 });
  await initdb(binaries.initdb, dir, unfinished, password);
  renameSync(unfinished, data);
  return { data, password };
}
