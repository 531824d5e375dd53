import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { read, report, root } from './lib/report.mjs';

/** `nest-cli.json` says again what the folders say; `npm run check -- nest-projects --write` makes it from them. */
const file = 'nest-cli.json';
const kinds = [
  { folder: 'apps', type: 'application', entryFile: 'main' },
  { folder: 'libs', type: 'library', entryFile: 'index' },
];

const projectsOf = ({ folder, type, entryFile }) =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const path = `${folder}/${name}`;
      return [name, { type, root: path, entryFile, sourceRoot: `${path}/src` }];
    });

const expected = {
  $schema: 'https://json.schemastore.org/nest-cli',
  monorepo: true,
  root: 'apps/gateway',
  sourceRoot: 'apps/gateway/src',
  projects: Object.fromEntries(kinds.flatMap(projectsOf)),
};

if (process.argv.includes('--write'))
  writeFileSync(join(root, file), `${JSON.stringify(expected, null, 2)}\n`);
const current = isDeepStrictEqual(JSON.parse(read(file)), expected);

report(
  `${file}: ${Object.keys(expected.projects).length} projects, as the folders are`,
  current ? [] : [`${file} differs from the folders: run npm run check -- nest-projects --write`],
);
