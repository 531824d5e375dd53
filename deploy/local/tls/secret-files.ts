import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { writeSecret } from '#libs/local-services';
import type { LocalHome } from '../local-home.ts';

type Settings = Readonly<Record<string, string>>;

/** The same settings, with these variables in files that their owner alone may read: `<NAME>_FILE`. */
export function inFiles(
  home: LocalHome,
  owner: string,
  settings: Settings,
  secret: readonly string[],
): Settings {
  const folder = home.path('secrets', owner);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return Object.fromEntries(
    Object.entries(settings).map(([variable, value]) => {
      if (!secret.includes(variable)) return [variable, value];
      const file = home.path('secrets', owner, variable);
      // A service that runs reads it again when it changes.
      if (!existsSync(file) || readFileSync(file, 'utf8') !== value) writeSecret(file, value);
      return [`${variable}_FILE`, file];
    }),
  );
}

/** An address as libpq has it, and what our programs take beside it. */
export function withoutTls(url: string): { readonly url: string; readonly caFile?: string } {
  const plain = new URL(url);
  const caFile = plain.searchParams.get('sslrootcert');
  if (!caFile) return { url };
  for (const name of ['sslmode', 'sslrootcert']) plain.searchParams.delete(name);
  return { url: plain.href, caFile };
}

/**
 * The address of a database as our programs take it: what encrypts the connection stands in settings beside it.
 * @param url with `sslmode` and `sslrootcert` where it is to be encrypted
 */
export function databaseSettings(
  home: LocalHome,
  owner: string,
  variable: 'DATABASE_URL' | 'MIGRATION_DATABASE_URL',
  url: string,
): Settings {
  const { url: plain, caFile } = withoutTls(url);
  if (caFile === undefined) return { [variable]: url };
  const settings = { [variable]: plain, DATABASE_TLS: 'on', DATABASE_TLS_CA_FILE: caFile };
  return inFiles(home, owner, settings, [variable]);
}
