import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { root } from '../local/repository.ts';
import type { ImageKind } from './image-content.rules.ts';
import { isShipped, packageFolders, packageOf, readLock } from './image-packages.ts';
import { programs } from './programs.ts';
import { billOfMaterials } from './sbom.ts';

/** Files below a folder, seen from it. */
const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));

interface Imported {
  /** Below the root: `dist/apps/gateway/src/main.js`. */
  readonly ours: readonly string[];
  /** By name, only those that our code names itself. */
  readonly packages: readonly string[];
}

/** What the programs import, directly or not, also by `import()`. */
async function importedBy(scripts: readonly string[]): Promise<Imported> {
  const { output } = await cruise(
    scripts.map((script) => `dist/${script}`),
    { baseDir: root, parser: 'swc', doNotFollow: { path: 'node_modules/' } },
    {
      conditionNames: ['import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.js', '.mjs'],
    },
  );
  const { modules } = output as ICruiseResult;
  const lost = modules.filter(({ couldNotResolve, coreModule }) => couldNotResolve && !coreModule);
  if (lost.length > 0) throw new Error(`not to be found: ${lost.map(({ source }) => source).join(', ')}`);
  const inPackages = modules.flatMap(
    ({ source }) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? [],
  );
  return {
    ours: modules.map(({ source }) => source).filter((source) => source.startsWith('dist/')),
    packages: [...new Set(inPackages)],
  };
}

/** Data of the apps and libraries that have code in the image, the problem pages, which every service answers, and forms. */
function dataOf(ours: readonly string[], kind: ImageKind): readonly string[] {
  const owners = new Set(ours.map((path) => path.split('/').slice(0, 3).join('/')));
  const isWanted = (path: string): boolean =>
    path.startsWith('dist/docs/problems/') ||
    (kind === 'demo' && path.startsWith('dist/forms/')) ||
    ([...owners].some((owner) => path.startsWith(`${owner}/data/`)) &&
      (kind === 'demo' || !/\.(demo|example)\.json$/.test(path)));
  return filesBelow(join(root, 'dist'))
    .map((path) => `dist/${path}`)
    .filter(isWanted);
}

function put(path: string, target: string): void {
  const copy = join(target, path);
  mkdirSync(dirname(copy), { recursive: true });
  if (path.startsWith('dist/') && path.endsWith('.js')) {
    // Maps are not shipped: nothing shall look for them.
    writeFileSync(
      copy,
      readFileSync(join(root, path), 'utf8').replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n'),
    );
  } else cpSync(join(root, path), copy);
}

interface Manifest extends Readonly<Record<string, unknown>> {
  readonly dependencies: Readonly<Record<string, string>>;
}

const writeJson = (path: string, value: object): void =>
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);

/** The content of /einmal for a kind of image; returns the folders of packages in it. */
async function assemble(kind: ImageKind, target: string): Promise<readonly string[]> {
  const { ours, packages } = await importedBy(programs(kind));
  const folders = packageFolders(packages, readLock(root));
  const shipped = folders.flatMap((folder) =>
    filesBelow(join(root, folder))
      .filter((path) => !path.includes('node_modules/') && isShipped(packageOf(folder), path))
      .map((path) => `${folder}/${path}`),
  );
  const legal = ['LICENSE', ...filesBelow(join(root, 'LICENSES')).map((name) => `LICENSES/${name}`)];
  for (const path of [...ours, ...dataOf(ours, kind), ...shipped, ...legal]) put(path, target);
  const { dependencies, ...known } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const kept = Object.entries(dependencies).filter(([name]) => packages.includes(name));
  const { name, version, type, license, imports } = known;
  writeJson(join(target, 'package.json'), {
    ...{ name, version, type, license, imports },
    dependencies: Object.fromEntries(kept),
  });
  return folders;
}

const nodePackage = `node-linux-${process.arch}`;

/** Takes away what the image below has already. */
function removeCommon(folder: string, below: string): void {
  for (const path of filesBelow(folder)) {
    const other = join(below, path);
    if (existsSync(other) && readFileSync(other).equals(readFileSync(join(folder, path))))
      rmSync(join(folder, path));
  }
}

/** Every file and folder may be read by all, changed by nobody but root, and is as old as the commit. */
function seal(folder: string, builtAt: Date): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const isFolder = statSync(path).isDirectory();
    if (isFolder) seal(path, builtAt);
    chmodSync(path, isFolder || path.endsWith('/bin/node') ? 0o755 : 0o644);
    utimesSync(path, builtAt, builtAt);
  }
}

async function main(out: string, revision: string, builtAt: Date): Promise<void> {
  const lock = readLock(root);
  for (const kind of ['production', 'demo'] as const) {
    const target = join(out, kind, 'einmal');
    const folders = [...(await assemble(kind, target)), `node_modules/${nodePackage}`];
    const packages = folders.map((folder) => `${packageOf(folder)}@${lock[folder]?.version}`);
    const name = kind === 'demo' ? 'einmal-demo' : 'einmal';
    const bom = billOfMaterials({ packages: [...new Set(packages)], name, revision, builtAt });
    writeJson(join(target, 'sbom.cdx.json'), bom);
  }
  const node = join(root, 'node_modules', nodePackage);
  mkdirSync(join(out, 'production/usr/local/bin'), { recursive: true });
  cpSync(join(node, 'bin/node'), join(out, 'production/usr/local/bin/node'));
  mkdirSync(join(out, 'production/einmal/LICENSES'), { recursive: true });
  cpSync(join(node, 'LICENSE'), join(out, 'production/einmal/LICENSES/node.txt'));
  removeCommon(join(out, 'demo'), join(out, 'production'));
  seal(out, builtAt);
}

const [out = '', revision = '', seconds = ''] = process.argv.slice(2);
await main(out, revision, new Date(Number(seconds) * 1000));
