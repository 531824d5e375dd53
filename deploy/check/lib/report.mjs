import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

if (Number(process.versions.node.split('.')[0]) < 24) {
  const name = basename(process.argv[1], '.mjs');
  console.error(`This needs the project's own Node: npm run check -- ${name}`);
  process.exit(1);
}

export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Paths of the repository's files, committed or about to be, relative to its root. Ignored files are left out. */
export function repositoryFiles() {
  const listing = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return [...new Set(listing.split('\0'))]
    .filter((path) => path !== '' && existsSync(join(root, path)))
    .sort();
}

export const read = (path) => readFileSync(join(root, path), 'utf8');

/** Prints one line when all is well, else one line per problem, and lets the process end with 1. */
export function report(title, problems) {
  if (problems.length === 0) {
    console.log(`✔ ${title}`);
    return;
  }
  for (const problem of problems) console.error(`✖ ${problem}`);
  process.exitCode = 1;
}
