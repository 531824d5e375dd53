import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { Failure, lockFile, root, runNode } from './bootstrap.mjs';
import { withLock } from '../../libs/local-services/src/file-lock.mjs';

const dist = join(root, 'dist');
const stamp = join(dist, '.build-stamp');
const trees = ['apps', 'libs', 'deploy', 'docs/problems', 'forms'];
const settings = [
  'tsconfig.base.json',
  'tsconfig.build.json',
  'apps/portal/tsconfig.build.json',
  'package-lock.json',
];
/** What `tsconfig.build.json` leaves out. */
const testOnly = /\.(spec|builder|d)\.tsx?$|\/testing\/|^libs\/(test-kit|[^/]+-testing)\//;

function filesBelow(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .split(sep)
        .join('/'),
    )
    .filter((path) => !path.includes('/node_modules/'));
}

function isSource(path) {
  return /\.tsx?$/.test(path) && !testOnly.test(path);
}

/** What is copied as it is: `{libs,apps,deploy}/<name>/data`, plain JavaScript of a library, the problem pages of every app, forms. */
function isAsset(path) {
  return /^((apps|libs|deploy)\/[^/]+\/data|docs\/problems|forms)\/|^libs\/.+\.mjs$/.test(path);
}

function fingerprint(paths) {
  const lines = paths.map((path) => {
    const { mtimeMs, size } = statSync(join(root, path));
    return `${path} ${mtimeMs} ${size}`;
  });
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

function copyAssets(paths) {
  for (const path of paths) {
    const target = join(dist, path);
    const { mtimeMs, size } = statSync(join(root, path));
    const known = existsSync(target) ? statSync(target) : undefined;
    if (known && known.mtimeMs >= mtimeMs && known.size === size) continue;
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(root, path), target);
  }
}

/** Removes what was built from a file that is gone, so that a deleted module cannot be loaded by mistake. */
function removeOrphans(sources, assets) {
  const expected = new Set(assets);
  for (const path of sources) {
    const stem = path.replace(/\.tsx?$/, '');
    expected.add(`${stem}.js`).add(`${stem}.js.map`);
  }
  for (const path of trees.flatMap((tree) => filesBelow(`dist/${tree}`))) {
    if (!expected.has(path.slice('dist/'.length))) rmSync(join(root, path));
  }
}

/** tsc emits only what changed; when somebody removed an output by hand, it has to forget what it emitted. */
function forgetWhenIncomplete(sources) {
  const complete = sources.every((path) => existsSync(join(dist, path.replace(/\.tsx?$/, '.js'))));
  if (complete) return;
  for (const name of ['build', 'build-portal']) rmSync(join(dist, `${name}.tsbuildinfo`), { force: true });
}

async function compile(tolerant, project = 'tsconfig.build.json') {
  const code = await runNode('node_modules/typescript/bin/tsc', ['-p', project]);
  if (code !== 0 && !tolerant)
    throw new Failure('The build failed: mend the errors above, then start again.');
  return code === 0;
}

/**
 * Brings dist/ up to date when a source is newer, older, added or gone since the last build. With `tolerant`, type
 * errors are shown but what could be emitted is used (for test runs, which do not check types either).
 */
export async function build({ tolerant = false } = {}) {
  await withLock(lockFile('build'), async () => {
    const paths = trees.flatMap(filesBelow).filter((path) => isSource(path) || isAsset(path));
    const sources = paths.filter((path) => isSource(path) && !isAsset(path));
    const assets = paths.filter(isAsset);
    const seal = fingerprint([...paths, ...settings]);
    const known = existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined;
    if (known === seal) return;
    mkdirSync(dist, { recursive: true });
    rmSync(stamp, { force: true });
    if (known === undefined) console.error('Building …');
    forgetWhenIncomplete(sources);
    const clean = (await compile(tolerant)) && (await compile(tolerant, 'apps/portal/tsconfig.build.json'));
    copyAssets(assets);
    removeOrphans(sources, assets);
    if (clean) writeFileSync(stamp, seal);
  });
}

/** The benchmarks beside the build, with the test code that they use; the build itself holds neither. */
export async function buildBench() {
  await build();
  await withLock(lockFile('build'), () => compile(false, 'tsconfig.bench.json'));
}
