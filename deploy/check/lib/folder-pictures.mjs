import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foldersNeededBy, importsBelow, needsWithin } from './folder-graph.mjs';
import { root } from './report.mjs';

/** @returns which folder directly below `source` needs which, also by way of files beside them: `[from, to]`, sorted */
export async function arrows(base, source) {
  const needs = needsWithin(source, await importsBelow(base, [source]));
  const name = (entry) => entry.slice(0, -1);
  return [...needs.keys()]
    .filter((entry) => entry.endsWith('/'))
    .flatMap((from) => foldersNeededBy(from, needs).map((to) => [name(from), name(to)]))
    .sort((one, other) => (one.join() < other.join() ? -1 : 1));
}

/** Whether the arrow is part of a circle: its end leads back to its beginning. */
function returns([from, to], all) {
  const reached = new Set([to]);
  for (const each of reached) for (const [start, end] of all) if (start === each) reached.add(end);
  return reached.has(from);
}

/** A mermaid flow chart; arrows of circles are red. */
export function picture(all) {
  const circles = all.flatMap((arrow, index) => (returns(arrow, all) ? [index] : []));
  return [
    '```mermaid',
    'flowchart TD',
    ...all.map(([from, to]) => `  ${from} --> ${to}`),
    ...(circles.length > 0 ? [`  linkStyle ${circles.join(',')} stroke:#c00`] : []),
    '```',
  ].join('\n');
}

/** Works on the tree of a commit, unpacked beside the repository. */
export async function atCommit(commit, work) {
  const folder = mkdtempSync(join(tmpdir(), 'einmal-tree-'));
  try {
    const archive = join(folder, 'tree.tar');
    execFileSync('git', ['archive', '--output', archive, commit, 'apps', 'libs', 'package.json'], {
      cwd: root,
    });
    execFileSync('tar', ['-xf', archive, '-C', folder]);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const isProduct = (path) =>
  path.endsWith('.ts') && !/\.(spec|builder)\.ts$|\/testing\/|^libs\/(test-kit|[^/]+-testing)\//.test(path);

/** @returns how many source files there are below the folders, without tests and what only they need, and their lines */
export function sizeOf(base, paths) {
  const files = paths
    .flatMap((path) => readdirSync(join(base, path), { recursive: true }).map((file) => `${path}/${file}`))
    .map((file) => file.replaceAll('\\', '/'))
    .filter(isProduct);
  const lines = files.map((file) => readFileSync(join(base, file), 'utf8').split('\n').length - 1);
  return { files: files.length, lines: lines.reduce((sum, each) => sum + each, 0) };
}
