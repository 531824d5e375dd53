import { basename } from 'node:path';
import { read, report, repositoryFiles } from './lib/report.mjs';

/** Roles a file may have, `<thing>.<role>.ts`, and what they mean. Without one it holds a plain function, class or value. */
const roles = {
  // a register, as the style guide lists it
  register: 'the definition of a register',
  entity: 'a record as TypeORM sees it',
  fields: 'what other authorities may ask for',
  rules: 'pure functions that hold the law or a decision',
  errors: 'refusals',
  error: 'one family of refusals',
  builder: 'an example for tests',
  service: 'what a module does',
  controller: 'routes',
  module: 'wiring',
  config: 'settings, read once',
  dto: 'the shape of a body or query',
  migration: 'a frozen step of the schema',
  // what Nest calls them
  filter: 'answers errors',
  pipe: 'validates',
  interceptor: 'stands around what controllers answer',
  guard: 'lets in or not',
  decorator: 'one decorator',
  decorators: 'several decorators of one kind',
  // what the hot path and the policy need: I/O kept apart from rules, SQL readable as a whole
  sql: 'the text of one statement or schema, with its reasons',
  store: 'reads and writes one table',
  writer: 'the only writer of something',
  cache: 'remembers, with a limit',
  client: 'speaks to another service',
  directory: 'finds the right one of several',
  signer: 'holds a private key',
  view: 'what a caller sees of a record',
  verifier: 'trusts nothing it was given',
  claims: 'the strict shape of a token',
  schema: 'a JSON Schema',
  catalogue: 'data files as values, checked once at the start',
  snapshot: 'what a rule sees of a database at one moment',
  file: 'the shape of a data or settings file',
  route: 'a Fastify route without Nest, for the hot path',
  request: 'what is read from an HTTP request',
  main: 'starts a process',
  metrics: 'gauges and counters',
  model: 'a small imitation of a foreign rule, for property tests',
  generated: 'written by `npm run generate`',
  procedure: 'how applications with one form are decided',
  d: 'types of what a package does not show',
  page: 'a page of the web, as HTML',
};
const suites =
  /\.(int\.spec|alone\.spec|cluster\.spec|disks\.spec|keycloak\.spec|web\.spec|helm\.spec|e2e\.spec|spec|bench)$/;
const forbiddenNames = /^(utils?|helpers?|common|types?|base|misc|shared)(\.|$)/;

/** What a file that declares one of these must be called. */
const declarations = [
  [/^@Controller\(/m, 'controller'],
  [/^@Module\(/m, 'module'],
  [/^@Entity\(/m, 'entity'],
  [/^export class \w+Dto\b/m, 'dto'],
  [/implements MigrationInterface/, 'migration'],
  [/implements CanActivate/, 'guard'],
];

const LONGEST = 200;

const isCode = (path) => /\.(tsx?|mts|mjs|js|sql)$/.test(path);
const lineCount = (text) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

function nameProblems(path) {
  const [thing, ...suffix] = basename(path)
    .replace(/\.tsx?$/, '')
    .replace(suites, '')
    .split('.');
  const role = suffix.join('.');
  return [
    !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(thing) && `${path}: the name is not kebab-case`,
    path.split('/').some((part) => forbiddenNames.test(part)) &&
      `${path}: the name says nothing about the content`,
    role !== '' &&
      !Object.hasOwn(roles, role) &&
      `${path}: ".${role}" is not one of the roles in deploy/check/files.mjs`,
  ];
}

function declarationProblems(path, text) {
  // A measured baseline is one file on purpose.
  if (path.endsWith('.spec.ts') || path.startsWith('bench/')) return [];
  return declarations
    .filter(
      ([pattern, role]) =>
        pattern.test(text) && !path.endsWith(`.${role}.ts`) && !path.includes(`/${role}s/`),
    )
    .map(([, role]) => `${path}: declares a ${role}, so its name ends in .${role}.ts`);
}

const problems = [];
let sources = 0;
for (const path of repositoryFiles().filter(isCode)) {
  const text = read(path);
  const lines = lineCount(text);
  if (/\.tsx?$/.test(path)) {
    if (!path.endsWith('.spec.ts')) sources++;
    problems.push(...nameProblems(path), ...declarationProblems(path, text));
  }
  if (lines > LONGEST && !path.endsWith('.generated.ts'))
    problems.push(`${path}: ${lines} lines, ${LONGEST} at most`);
}
report(`file names and sizes: ${sources} files, ${LONGEST} lines at most`, problems.filter(Boolean));
