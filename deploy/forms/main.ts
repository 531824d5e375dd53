import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import {
  formsFolder,
  lintForm,
  loadFormPolicy,
  loadForms,
  type PublishedForms,
  withPublished,
  written,
} from '#libs/forms';

const usage = `npm run -s forms -- lint [file or folder…] [--policy FILE] [--evidence-types FOLDER]
  Looks at forms, at forms/*.yaml where none is named, and says of each mistake where it is and what to do.
  --policy FILE             policy with the grants; else that of the demonstration
  --evidence-types FOLDER   else apps/gateway/data/evidence-types
npm run -s forms -- publish
  Notes the versions of forms/*.yaml that are new in forms/versions.json; their content may not change any more.
`;

const versionsFile = new URL('versions.json', formsFolder);
const published = existsSync(versionsFile)
  ? (JSON.parse(readFileSync(versionsFile, 'utf8')) as PublishedForms)
  : {};

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Where npm was called. */
const here = process.env['INIT_CWD'] ?? process.cwd();
const pathTo = (path: string): string => (isAbsolute(path) ? path : resolve(here, path));

/** A file, or the forms of a folder. */
function filesOf(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => name.endsWith('.yaml'));
  return names.toSorted().map((name) => join(path, name));
}

/** Inside the repository from its root, as an editor finds it. */
const shortened = (path: string): string => {
  const inside = relative(root, path);
  return inside.startsWith('..') ? path : inside;
};

function lint(files: readonly string[], policyFile: string, folder: string): number {
  const policy = loadFormPolicy(pathToFileURL(policyFile), pathToFileURL(`${folder}/`));
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format();
  const mistakes = files.flatMap(
    (path) => lintForm(shortened(path), readFileSync(path, 'utf8'), { policy, day, published }).mistakes,
  );
  for (const mistake of mistakes) console.error(`✖ ${written(mistake)}`);
  if (mistakes.length === 0) console.log(`✔ forms: ${files.length} without mistakes`);
  return mistakes.length === 0 ? 0 : 1;
}

function run(): number {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      policy: { type: 'string', default: join(root, 'apps/gateway/data/policy.demo.json') },
      'evidence-types': { type: 'string', default: join(root, 'apps/gateway/data/evidence-types') },
    },
  });
  const [command, ...named] = positionals;
  if (command === 'lint') {
    const paths = named.length > 0 ? named.map(pathTo) : [fileURLToPath(formsFolder)];
    return lint(paths.flatMap(filesOf), pathTo(values.policy), pathTo(values['evidence-types']));
  }
  if (command === 'publish' && named.length === 0) {
    const all = withPublished(published, loadForms(formsFolder).values());
    writeFileSync(versionsFile, `${JSON.stringify(all, null, 2)}\n`);
    return 0;
  }
  process.stderr.write(usage);
  return 2;
}

try {
  process.exitCode = run();
} catch (error) {
  console.error(`✖ ${(error as Error).message}`);
  process.exitCode = 2;
}
