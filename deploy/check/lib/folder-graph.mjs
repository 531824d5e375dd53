import { dirname } from 'node:path';
import { cruise } from 'dependency-cruiser';
import configuration, { tests } from '../../../.dependency-cruiser.mjs';

/** @returns every import `[from, to]` among the files below `paths`, without tests: a suite may bring folders together */
export async function importsBelow(base, paths) {
  const { enhancedResolveOptions, ...options } = configuration.options;
  const { output } = await cruise(
    paths,
    { ...options, baseDir: base, exclude: { path: tests } },
    enhancedResolveOptions,
  );
  return output.modules.flatMap(({ source, dependencies }) =>
    dependencies.map(({ resolved }) => [source, resolved]),
  );
}

/** What lies directly in the folder and holds the path: `a.ts`, or `a/` whatever is below it. */
function entryOf(folder, path) {
  if (!path.startsWith(`${folder}/`)) return undefined;
  const [name, ...below] = path.slice(folder.length + 1).split('/');
  return below.length > 0 ? `${name}/` : name;
}

/** @returns which entry of the folder needs which, each with the first import that makes it so */
export function needsWithin(folder, imports) {
  const needs = new Map();
  for (const [from, to] of imports) {
    const [one, other] = [entryOf(folder, from), entryOf(folder, to)];
    if (!one || !other || one === other) continue;
    if (!needs.has(one)) needs.set(one, new Map());
    if (!needs.get(one).has(other)) needs.get(one).set(other, `${from} → ${to}`);
  }
  return needs;
}

/** @returns the folders that an entry needs, at once or by way of files that lie beside it */
export function foldersNeededBy(entry, needs) {
  const reached = new Set(needs.get(entry)?.keys());
  for (const each of reached)
    if (!each.endsWith('/')) for (const next of needs.get(each)?.keys() ?? []) reached.add(next);
  return [...reached].filter((each) => each.endsWith('/') && each !== entry);
}

/** @returns the imports of the shortest way from the entry back to itself, and the entries on it; nothing without one */
function circleOf(entry, needs) {
  const ways = new Map([[entry, []]]);
  for (const [at, way] of ways)
    for (const [next, made] of needs.get(at) ?? []) {
      if (next === entry)
        return { entries: [entry, ...way.map(([name]) => name)], made: [...way.map(([, by]) => by), made] };
      if (!ways.has(next)) ways.set(next, [...way, [next, made]]);
    }
  return undefined;
}

/**
 * Entries of one folder that need each other, at any depth, where at least one is a folder: files alone are the matter
 * of `no-cycle`. A file beside folders counts by itself, so that a circle by way of it is seen.
 * @returns each circle once: the folder, its entries, the imports that make the arrows
 */
export function circlesOfFolders(imports) {
  const folders = new Set();
  for (const path of imports.flat())
    for (let folder = dirname(path); /^(apps|libs)\/[^/]+\/src/.test(folder); folder = dirname(folder))
      folders.add(folder);
  return [...folders].sort().flatMap((folder) => {
    const needs = needsWithin(folder, imports);
    const told = new Set();
    return [...needs.keys()].flatMap((entry) => {
      const circle = entry.endsWith('/') && !told.has(entry) ? circleOf(entry, needs) : undefined;
      for (const each of circle?.entries ?? []) told.add(each);
      return circle ? [{ folder, ...circle }] : [];
    });
  });
}
