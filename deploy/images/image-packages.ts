import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

interface LockedPackage {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** What package-lock.json says, by folder: `node_modules/pg`. */
export type Lock = Readonly<Record<string, LockedPackage>>;

export const readLock = (root: string): Lock =>
  (JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Lock }).packages;

/** The name of the package in a folder of the lock file. */
export const packageOf = (folder: string): string => folder.split('node_modules/').at(-1) ?? '';

/** Packages that others declare and that no service loads, and who would. */
const leftOut: Readonly<Record<string, string>> = {
  'swagger-ui-dist': "@nestjs/swagger, for a page of its own; ours is Scalar's",
  '@types/validator': 'the types of class-validator',
  yargs: "typeorm's command line",
};

/** As Node looks for a package: below the one that asks, then further up. */
function folderOf(name: string, from: string, lock: Lock): string | undefined {
  const folder = from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`;
  if (lock[folder]) return folder;
  if (from === '') return undefined;
  return folderOf(name, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), lock);
}

function needsOf({ dependencies, peerDependencies, peerDependenciesMeta }: LockedPackage): readonly string[] {
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => !peerDependenciesMeta?.[name]?.optional);
  return [...Object.keys(dependencies ?? {}), ...peers];
}

/**
 * The folders of these packages and of all that they need, as package-lock.json resolves them. Optional dependencies and
 * optional peers stay out: who uses one imports it, and is asked for it by its own name.
 */
export function packageFolders(names: readonly string[], lock: Lock): readonly string[] {
  const found = new Set<string>();
  const add = (name: string, from: string): void => {
    if (Object.hasOwn(leftOut, name)) return;
    const folder = folderOf(name, from, lock);
    if (folder === undefined)
      throw new Error(`${from || 'the code'} needs ${name}, which no lock file knows`);
    if (found.has(folder)) return;
    found.add(folder);
    for (const need of needsOf(lock[folder] ?? {})) add(need, folder);
  };
  for (const name of names) add(name, '');
  return [...found].toSorted();
}

/** The same code once more, for browsers and bundlers, or for who compiles it himself. */
const copies: Readonly<Record<string, RegExp>> = {
  typeorm: /^(browser|commands|cli)/,
  rxjs: /^(src|dist\/(bundles|esm5?|types))(\/|$)/,
  'class-validator': /^(bundles|esm5|esm2015|types)(\/|$)/,
  'class-transformer': /^(bundles|esm5|esm2015|types)(\/|$)/,
  'libphonenumber-js': /^(bundle|source|test)(\/|$)/,
  zod: /^src(\/|$)/,
};

const isLegal = (path: string): boolean =>
  /^(licen[cs]es?|notice|copying|authors)([-.](md|txt|mit|bsd|apache\d?))*$/i.test(basename(path));

/** Whether a file of a package is shipped; its path is seen from the folder of the package. */
export function isShipped(name: string, path: string): boolean {
  if (isLegal(path)) return true;
  if (copies[name]?.test(path)) return false;
  if (/^(docs?|examples?|man)\/|(^|\/)(\.[^/]+|testing|tests?|__tests__|benchmarks?)\//.test(path))
    return false;
  return (
    /\.([cm]?js|json|node|wasm)$/.test(path) &&
    !/\.(spec|test|test-d|bench)\.[cm]?js$|^(test|bench|benchmark)(-\w+)?\.[cm]?js$|(^|\/)(tsconfig|\.)[^/]*$/.test(
      path,
    )
  );
}
