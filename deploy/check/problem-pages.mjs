import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { read, report, root } from './lib/report.mjs';

const folder = 'docs/problems';
const sections = ['## When you see it', '## Cause', '## Remedy', '## Example'];

/** Read as text, because this check runs before anything is built. */
const listed = read('libs/contracts/src/error-codes.ts').match(/ownCodes = \[(.*?)\] as const/s)?.[1] ?? '';
const declared = readdirSync(join(root, 'apps'))
  .map((app) => `apps/${app}/register.json`)
  .filter((path) => existsSync(join(root, path)))
  .flatMap((path) => Object.entries(JSON.parse(read(path)).errors));
const codes = [
  ...[...listed.matchAll(/^\s*'([a-z-]+)',/gm)].map(([, code]) => code),
  ...declared.map(([code]) => code),
];
const kinds = new Map([
  ...[
    ...read('libs/service-kit/src/errors/problem-kinds.ts').matchAll(
      /^\s*'?([a-z-]+)'?: kind\(\s*(\d{3}),\s*'((?:[^'\\]|\\.)*)'/gm,
    ),
  ].map(([, code, status, title]) => [code, { status: Number(status), title }]),
  ...declared,
]);

function exampleOf(page) {
  const [, json] = page.match(/## Example\s+```json\n(.*?)```/s) ?? [];
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function pageProblems(code) {
  const path = `${folder}/${code}.md`;
  if (!existsSync(join(root, path))) return [`${path} is missing: every error code has a page`];
  const page = read(path);
  const kind = kinds.get(code);
  if (kind === undefined) return [`${code} has no status and title in problem-kinds.ts`];
  const example = exampleOf(page);
  return [
    !page.startsWith(`# ${kind.title}\n`) && `${path}: the heading is not "${kind.title}"`,
    !page.includes(`\`${code}\` · HTTP ${kind.status}`) &&
      `${path}: does not state \`${code}\` · HTTP ${kind.status}`,
    ...sections
      .filter((section) => !page.includes(`\n${section}\n`))
      .map((section) => `${path}: lacks "${section}"`),
    example === undefined && `${path}: the example is not JSON`,
    example && example.code !== code && `${path}: the example has another code`,
    example && example.status !== kind.status && `${path}: the example has another status`,
    example && example.title !== kind.title && `${path}: the example has another title`,
    example && !example.type?.endsWith(`/problems/${code}`) && `${path}: the example's type is not this page`,
  ].filter(Boolean);
}

const known = new Set(codes);
const orphans = readdirSync(join(root, folder))
  .filter((name) => name.endsWith('.md') && !known.has(name.slice(0, -3)))
  .map((name) => `${folder}/${name} explains a code that does not exist`);
const duplicates = codes
  .filter((code, index) => codes.indexOf(code) !== index)
  .map((code) => `${code} is listed twice`);
const empty = codes.length === 0 ? ['no error code found: has error-codes.ts changed its form?'] : [];

report(`problem pages: ${codes.length} codes, each with its page`, [
  ...empty,
  ...duplicates,
  ...orphans,
  ...codes.flatMap(pageProblems),
]);
