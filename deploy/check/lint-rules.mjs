import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { report, root } from './lib/report.mjs';

/** Kept apart, so that this file itself passes. */
const banned = 'todo';

/** A file for each lint rule that carries a promise of the style guide: [file, source, the rule, or none if lawful]. */
const cases = [
  ['libs/a/src/long.ts', `${'// a reason\n'.repeat(200)}export const x = 1;`, 'max-lines'],
  ['libs/a/src/any.ts', 'export const x: any = 1;', 'no-explicit-any'],
  ['libs/a/src/floating.ts', 'async function f() {}\nexport function g() { f(); }', 'no-floating-promises'],
  ['libs/a/src/environment.ts', 'export const x = process.env.HOME;', 'no-process-env'],
  ['apps/gateway/src/main.ts', 'export const x = process.env.HOME;', undefined],
  ['libs/a/src/default.ts', 'export default 1;', 'no-default-export'],
  ['libs/a/src/thrown.ts', "export function f() { throw 'text'; }", 'only-throw-error'],
  [
    'libs/a/src/switched.ts',
    "export function f(x: 'a' | 'b') { switch (x) { case 'a': return 1; } return 2; }",
    'switch-exhaustiveness-check',
  ],
  ['libs/a/src/egg.ts', "import { hen } from './hen.ts';\nexport const egg = () => hen;", 'no-cycle'],
  ['libs/a/src/hen.ts', "import { egg } from './egg.ts';\nexport const hen = () => egg;", 'no-cycle'],
  [
    'libs/a/src/token.ts',
    "import { jwtVerify } from 'jose';\nexport const v = jwtVerify;",
    'no-restricted-imports',
  ],
  [
    'libs/a/src/star.ts',
    "import * as jose from 'jose';\nexport const v = jose.jwtVerify;",
    'no-restricted-imports',
  ],
  [
    'apps/gateway/src/thing.dto.ts',
    "import { ValidateNested } from 'class-validator';\nexport const v = ValidateNested;",
    'no-restricted-imports',
  ],
  [
    'libs/service-kit/src/auth/token.ts',
    "import { jwtVerify } from 'jose';\nexport const v = jwtVerify;",
    undefined,
  ],
  [
    'libs/a/src/instant.dto.ts',
    "import { IsISO8601 } from 'class-validator';\nexport const v = IsISO8601;",
    'no-restricted-imports',
  ],
  ['libs/a/src/camelCase.ts', 'export const x = 1;', 'filename-case'],
  ['libs/a/src/later.ts', `// ${banned}: mend\nexport const x = 1;`, 'no-warning-comments'],
  [
    'libs/a/src/else.ts',
    'export function f(x: boolean) { if (x) { return 1; } else { return 2; } }',
    'no-else-return',
  ],
  ['libs/a/src/only.spec.ts', "it.only('works', () => { expect(1).toBe(1); });", 'no-focused-tests'],
  ['libs/a/src/skipped.spec.ts', "it.skip('works', () => { expect(1).toBe(1); });", 'no-disabled-tests'],
  ['libs/a/src/ought.spec.ts', "it('should work', () => { expect(1).toBe(1); });", 'valid-title'],
];

const folder = mkdtempSync(join(tmpdir(), 'einmal-lint-'));
const problems = [];
try {
  for (const [file, source] of cases) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${source}\n`);
  }
  for (const file of ['.oxlintrc.json', 'tsconfig.json', 'tsconfig.base.json', 'package.json'])
    copyFileSync(join(root, file), join(folder, file));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
  const { stdout } = spawnSync(process.execPath, [oxlint, '--type-aware', '-f', 'json', 'apps', 'libs'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const found = JSON.parse(stdout).diagnostics.map(({ filename, code }) => `${filename}: ${code}`);
  for (const [file, , rule] of cases) {
    const own = found.filter((line) => line.startsWith(`${file}: `));
    if (rule === undefined) problems.push(...own.map((line) => `reported, but lawful: ${line}`));
    else if (!own.some((line) => line.includes(`(${rule})`)))
      problems.push(`planted, but not reported: ${file} (${rule})`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

report(`lint rules: ${cases.length} planted cases are judged as intended`, problems);
