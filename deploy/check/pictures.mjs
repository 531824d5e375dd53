import { cruise } from 'dependency-cruiser';
import { folders } from '../../.dependency-cruiser.mjs';
import { read, report, root } from './lib/report.mjs';

const page = 'docs/modules.md';
const source = 'apps/gateway/src';
const module = `^${source}/[^/]+/`;
const { enhancedResolveOptions, ...options } = folders.options;

const { output } = await cruise(
  [source],
  { ...options, baseDir: root, includeOnly: { path: module }, collapse: module },
  enhancedResolveOptions,
);
const name = (path) => path.slice(source.length + 1, -1);
const found = new Set(
  output.modules.flatMap(({ source: from, dependencies }) =>
    dependencies.map(({ resolved }) => `${name(from)} --> ${name(resolved)}`),
  ),
);
const drawn = new Set([...read(page).matchAll(/^ {2}(\S+ --> \S+)$/gm)].map(([, arrow]) => arrow));

report(`pictures: the ${found.size} arrows of ${page} are those of the code`, [
  ...[...found.difference(drawn)].map((arrow) => `${page} does not draw: ${arrow}`),
  ...[...drawn.difference(found)].map((arrow) => `${page} draws what is not so: ${arrow}`),
]);
