import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
  const written = writtenIn(folder);
  const named = Object.fromEntries(
    Object.entries(settings).map(([variable, value]) => {
      if (!secret.includes(variable)) return [variable, value];
      const file = join(folder, variable);
      // A service that runs reads it again when it changes.
      if (!isChanged(file, written[variable]) && contentOf(file) !== value) writeSecret(file, value);
      if (contentOf(file) === value) written[variable] = digestOf(value);
      return [`${variable}_FILE`, file];
    }),
  );
  writeSecret(join(folder, WRITTEN), JSON.stringify(written));
  return named;
}

/** The secrets of this home that somebody has changed since a start wrote them: with these the services work. */
export function changedSecrets(home: LocalHome): string[] {
  const folder = home.path('secrets');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((owner) =>
    Object.entries(writtenIn(join(folder, owner)))
      .map(([variable, digest]) => [join(folder, owner, variable), digest] as const)
      .filter(([file, digest]) => isChanged(file, digest))
      .map(([file]) => file),
  );
}

/** Digests of what the starts wrote, by variable. */
const WRITTEN = 'written.json';

const digestOf = (text: string): string => hash('sha256', text);

const contentOf = (file: string): string | undefined =>
  existsSync(file) ? readFileSync(file, 'utf8') : undefined;

const writtenIn = (folder: string): Record<string, string> =>
  JSON.parse(contentOf(join(folder, WRITTEN)) ?? '{}') as Record<string, string>;

/** By somebody else than a start; of a file that is older than this the start is believed to have written it. */
function isChanged(file: string, digest: string | undefined): boolean {
  const content = contentOf(file);
  return content !== undefined && digest !== undefined && digestOf(content) !== digest;
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
