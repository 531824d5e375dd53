import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { read, report, repositoryFiles, root } from './lib/report.mjs';

const files = repositoryFiles();
const documents = files.filter((path) => path.endsWith('.md'));
const scripts = new Set(Object.keys(JSON.parse(read('package.json')).scripts));
/** npm's own words that need no script of ours. */
const npmCommands = new Set(['ci', 'install', 'i', 'audit', 'pack', 'ls', 'exec', 'run']);

/** The heading's anchor as GitHub and openCoDE make it. */
const anchorOf = (heading) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
const anchorsOf = (path) =>
  new Set([...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading)));

function linkProblems(path) {
  const prose = read(path).replace(/^```.*?^```/gms, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .flatMap((target) => {
      const [file, anchor] = target.split('#');
      const linked = file === '' ? path : join(dirname(path), file);
      if (!existsSync(join(root, linked))) return [`${path}: the link ${target} leads nowhere`];
      if (anchor && linked.endsWith('.md') && !anchorsOf(linked).has(anchor))
        return [`${path}: ${linked} has no heading #${anchor}`];
      return [];
    });
}

/** Commands in backquotes and at the start of a line; prose that mentions npm is left alone. */
function scriptProblems(path) {
  return [...read(path).matchAll(/(?:`|^[ \t]*)npm (?:run (?:-s |--silent )?)?([a-z][a-z:-]*)/gm)]
    .map(([, name]) => name)
    .filter((name) => !scripts.has(name) && !npmCommands.has(name))
    .map((name) => `${path}: there is no npm script "${name}"`);
}

/** Paths in backquotes that look like ours must exist. */
function pathProblems(path) {
  return [
    ...read(path).matchAll(/`((?:apps|libs|deploy|docs|bench|test)\/[\w./-]+\.(?:ts|mjs|md|json|yml))`/g),
  ]
    .map(([, named]) => named)
    .filter((named) => !existsSync(join(root, named)))
    .map((named) => `${path}: names ${named}, which does not exist`);
}

/** Branches that each add a decision may lose a line of the index when they meet. */
function indexProblems() {
  const decisions = documents.filter((path) => /^docs\/adr\/\d{4}-/.test(path)).map((path) => path.slice(9));
  const listed = [...read('docs/adr/README.md').matchAll(/^\| \[\d{4}\]\(([^)]+)\)/gm)].map(
    ([, file]) => file,
  );
  return decisions.toSorted().join() === listed.join()
    ? []
    : [`docs/adr/README.md: lists ${listed.length} decisions of ${decisions.length}, or not in their order`];
}

const problems = [
  ...documents.flatMap((path) => [...linkProblems(path), ...scriptProblems(path), ...pathProblems(path)]),
  ...indexProblems(),
];

report(`documents: links, scripts and paths of ${documents.length} pages exist`, problems);
