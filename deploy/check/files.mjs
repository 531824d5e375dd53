import { basename } from 'node:path';
import { read, report, repositoryFiles } from './report.mjs';

/** Roles a file may have: `<thing>.<role>.ts`. A file without one holds a plain value, function or class. */
const roles = new Set([
  // the style guide's list
  ...['register', 'entity', 'fields', 'rules', 'errors', 'builder'],
  ...['service', 'controller', 'module', 'config', 'dto', 'spec', 'int.spec', 'e2e.spec'],
  // one refusal; a frozen schema step; what Nest calls each of them
  ...['error', 'migration', 'filter', 'pipe', 'guard', 'decorator'],
]);
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
const LONGEST_MEDIAN = 50;

const isCode = (path) => /\.(ts|mts|mjs|js|sql)$/.test(path);
const lineCount = (text) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

function nameProblems(path) {
  const [thing, ...suffix] = basename(path).replace(/\.ts$/, '').split('.');
  const role = suffix.join('.');
  return [
    !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(thing) && `${path}: the name is not kebab-case`,
    path.split('/').some((part) => forbiddenNames.test(part)) &&
      `${path}: the name says nothing about the content`,
    role !== '' &&
      !roles.has(role) &&
      `${path}: ".${role}" is not one of the roles in deploy/check/files.mjs`,
  ];
}

function declarationProblems(path, text) {
  if (path.endsWith('.spec.ts')) return [];
  return declarations
    .filter(
      ([pattern, role]) =>
        pattern.test(text) && !path.endsWith(`.${role}.ts`) && !path.includes(`/${role}s/`),
    )
    .map(([, role]) => `${path}: declares a ${role}, so its name ends in .${role}.ts`);
}

const problems = [];
const sizes = [];
for (const path of repositoryFiles().filter(isCode)) {
  const text = read(path);
  const lines = lineCount(text);
  if (path.endsWith('.ts')) {
    sizes.push(lines);
    problems.push(...nameProblems(path), ...declarationProblems(path, text));
  }
  if (lines > LONGEST) problems.push(`${path}: ${lines} lines, ${LONGEST} at most`);
}
const median = sizes.sort((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 0;
if (median > LONGEST_MEDIAN) problems.push(`the median file has ${median} lines, ${LONGEST_MEDIAN} at most`);

report(`file names and sizes: ${sizes.length} files, median ${median} lines`, problems.filter(Boolean));
