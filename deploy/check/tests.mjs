import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { read, report, repositoryFiles, root } from './lib/report.mjs';

/** How tests wait, and where what only they need may lie (CONTRIBUTING, "Tests"). */
const isTest = (path) =>
  /\.(spec|builder)\.ts$|\/testing\/|^test\/|^libs\/(test-kit|[^/]+-testing)\//.test(path) &&
  path.endsWith('.ts');
/** Suites that nobody disturbs, and the one place that waits. */
const mayMeasure = (path) => /\.(alone|cluster)\.spec\.ts$|^libs\/test-kit\/src\/eventually\.ts$/.test(path);

const sleep = /(?<!jest\.)\bset(Timeout|Interval)\(/;
const clock =
  /\bperformance\.now\(\)|\bDate\.now\(\) ?[<>]|(?<!=)[<>]=? ?Date\.now\(\)|\bDate\.now\(\) - [a-z]*(begun|start|since)/i;
const reason = /\/\/ sleeps: \S+ \S+/;
const importedSleep = /import \{[^}]*\bsetTimeout(?: as (\w+))?[^}]*\} from 'node:timers\/promises'/;

/** Lines that wait for time, or compare times, without a reason beside them or above. */
function waits(path, text) {
  if (!isTest(path) || mayMeasure(path)) return [];
  const alias = importedSleep.exec(text)?.[1];
  const named = alias && new RegExp(`(?<![.\\w])${alias}\\(`);
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    if (!sleep.test(line) && !clock.test(line) && !named?.test(line)) return [];
    if (reason.test(line) || reason.test(lines[index - 1] ?? '')) return [];
    return [`${path}:${index + 1}: waits for time; use eventually, or say why: // sleeps: …`];
  });
}

const startsSomething =
  /^(export )?(abstract )?class |from '(#libs\/(test-kit|kafka|[\w-]+-testing)|node:(net|http|https|child_process|fs)|pg|@nestjs\/[\w-]+)'/m;

function builders(path, text) {
  if (!path.endsWith('.builder.ts') || !startsSomething.test(text)) return [];
  return [`${path}: a builder makes an example; what starts or keeps something lies in testing/`];
}

const judge = (path, text) => [...waits(path, text), ...builders(path, text)];

/** [file, text, whether it is refused] */
const planted = [
  ['apps/a/src/a.int.spec.ts', 'await new Promise((resolve) => setTimeout(resolve, 20));', true],
  [
    'libs/a/src/testing/a.ts',
    "import { setTimeout as rest } from 'node:timers/promises';\nawait rest(5);",
    true,
  ],
  ['test/a.e2e.spec.ts', 'expect(Date.now() - begun).toBeLessThan(10);', true],
  ['libs/a-testing/src/a.ts', 'while (Date.now() < deadline) await look();', true],
  ['libs/a/src/a.spec.ts', 'setTimeout(done, 20); // sleeps:', true],
  ['apps/a/src/a.builder.ts', 'export class Server {}', true],
  ['apps/a/src/b.builder.ts', "import { testKafka } from '#libs/test-kit';", true],
  [
    'apps/a/src/a.int.spec.ts',
    '// sleeps: only time ends a session\nawait new Promise((r) => setTimeout(r, 9));',
    false,
  ],
  ['apps/a/src/a.alone.spec.ts', 'expect(performance.now() - begun).toBeLessThan(10);', false],
  ['apps/a/src/a.ts', 'setTimeout(tick, 20);', false],
  ['apps/a/src/a.int.spec.ts', 'jest.setTimeout(60_000); const at = new Date(Date.now() - days);', false],
  ['apps/a/src/a.builder.ts', "import pick from 'fast-check';\nexport const aThing = () => ({});", false],
];

const built = execFileSync(
  process.execPath,
  [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json'), '--listFilesOnly'],
  { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
)
  .split('\n')
  .filter((path) => path !== '' && !path.includes('node_modules'))
  .map((path) =>
    path
      .replaceAll('\\', '/')
      .split('/')
      .slice(root.split(/[\\/]/).length - 1)
      .join('/'),
  );

const files = repositoryFiles().filter((path) => path.endsWith('.ts'));
report(
  `tests: ${files.filter(isTest).length} files wait with eventually; none of them is in the ${built.length} of the build`,
  [
    ...planted
      .filter(([path, text, isRefused]) => judge(path, text).length > 0 !== isRefused)
      .map(([path, text]) => `planted, but judged wrongly: ${path}: ${text}`),
    ...built.filter(isTest).map((path) => `${path}: only tests use it, and the build contains it`),
    ...(built.length === 0 ? ['the build contains nothing'] : []),
    ...files.flatMap((path) => judge(path, read(path))),
  ],
);
