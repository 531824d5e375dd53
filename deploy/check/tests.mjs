import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { read, report, repositoryFiles, root } from './lib/report.mjs';
import { waits } from './lib/waiting.mjs';

/** How tests wait, and where what only they need may lie (CONTRIBUTING, "Tests"). */
const isTest = (path) =>
  /\.(spec|builder)\.ts$|\/testing\/|^test\/|^libs\/(test-kit|[^/]+-testing)\//.test(path) &&
  path.endsWith('.ts');
/** Suites that nobody disturbs, and the one place that waits. */
const mayMeasure = (path) => /\.(alone|cluster)\.spec\.ts$|^libs\/test-kit\/src\/eventually\.ts$/.test(path);

/** Lines that wait for time, or compare times, without a reason beside them or above. */
const idle = (path, text) =>
  isTest(path) && !mayMeasure(path)
    ? waits(text).map((line) => `${path}:${line}: waits for time; use eventually, or say why: // sleeps: …`)
    : [];

const startsSomething =
  /^(export )?(abstract )?class |from '(#libs\/(test-kit|kafka|[\w-]+-testing)|node:(net|http|https|child_process|fs)|pg|@nestjs\/[\w-]+)'/m;

function builders(path, text) {
  if (!path.endsWith('.builder.ts') || !startsSomething.test(text)) return [];
  return [`${path}: a builder makes an example; what starts or keeps something lies in testing/`];
}

const judge = (path, text) => [...idle(path, text), ...builders(path, text)];

/** Ways to wait for time, or to judge by it. */
const odd = [
  'await new Promise((resolve) => setTimeout(resolve, 20));',
  'await promisify(setTimeout)(20);',
  'const { setTimeout: rest } = globalThis; rest(done, 20);',
  "globalThis['setTimeout'](done, 20);",
  "Reflect.get(globalThis, 'setInterval')(done, 20);",
  'const world = globalThis; world.setTimeout(done, 20);',
  "import { setTimeout as rest } from 'node:timers/promises';\nawait rest(5);",
  "import { setTimeout } from 'timers/promises';\nawait setTimeout(5);",
  "import * as timers from 'node:timers/promises';\nawait timers.setTimeout(5);",
  "import timers from 'node:timers';\ntimers['setTimeout'](done, 5);",
  "import { scheduler } from 'node:timers/promises';\nawait scheduler.wait(5);",
  "const { scheduler: s } = await import('node:timers/promises'); await s.wait(5);",
  "for await (const _ of process.getBuiltinModule('timers/promises')[name](5)) break;",
  "export { setTimeout as rest } from 'node:timers/promises';",
  "import { timer as rest } from 'rxjs';\nawait lastValueFrom(rest(20));",
  "import { pause } from '#libs/service-kit';\nawait pause(20);",
  'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);',
  'const { wait } = Atomics; wait(cells, 0, 0, 20);',
  "await once(AbortSignal.timeout(20), 'abort');",
  "execSync('sleep 1');",
  "spawnSync('sleep', ['1']);",
  'execSync(`sleep ${seconds}`);',
  "execFileSync('sh', ['-c', 'true; sleep 0.2']);",
  "spawn(process.execPath, ['-e', 'setTimeout(() => {}, 900)']);",
  "await client.query('select pg_sleep(0.2)');",
  'await client.query(`select pg_sleep(${seconds})`);',
  'while (Date.now() < deadline) await look();',
  'const begun = Date.now(); let now; do { now = Date.now(); } while (now < begun + 20);',
  'const now = Date.now; const end = now() + 20; while (now() < end);',
  'const now = () => Date.now(); expect(now() < end).toBe(true);',
  'while (performance.now() < end);',
  "import { performance as p } from 'node:perf_hooks';\nconst begun = p.now();",
  "import { hrtime as h } from 'node:process';\nconst begun = h();",
  'const begun = process.hrtime.bigint();',
  "const begun = process['hrtime']();",
  'const begun = process.uptime();',
  'const begun = Date.now(); expect(Date.now() - begun).toBeLessThan(10);',
  'const begun = new Date(); const took = new Date().getTime() - begun.getTime();',
  'const begun = +new Date(); const ended = Number(new Date()); const took = ended - begun;',
  'class Stand { #begun = Date.now(); took() { return Date.now() - this.#begun; } }',
  'expect(Date.now()).toBeGreaterThan(at);',
  'expect(at.getTime()).not.toBeLessThanOrEqual(Date.now());',
];
/** What looks alike and is none. */
const honest = [
  '// sleeps: only time ends a session\nawait new Promise((r) => setTimeout(r, 9));',
  'jest.setTimeout(60_000); const at = new Date(Date.now() - days * 86_400_000);',
  'const iat = Math.floor(Date.now() / 1000) - 60; const left = until.getTime() - Date.now();',
  "import { setImmediate as turn } from 'node:timers/promises';\nawait turn();",
  "const title = 'sleeps for a while'; // setTimeout(done, 5)",
  'const now = () => Math.floor(Date.now() / 1000); const exp = now() + 300;',
  "await eventually('it is there', read, is);",
];

/** [file, text, whether it is refused] */
const planted = [
  ...odd.map((text) => ['apps/a/src/a.int.spec.ts', text, true]),
  ...honest.map((text) => ['apps/a/src/a.int.spec.ts', text, false]),
  ['libs/a/src/testing/a.ts', 'setTimeout(done, 20);', true],
  ['test/a.e2e.spec.ts', 'setTimeout(done, 20);', true],
  ['libs/a-testing/src/a.ts', 'setTimeout(done, 20);', true],
  ['libs/a/src/a.spec.ts', 'setTimeout(done, 20); // sleeps:', true],
  ['apps/a/src/a.alone.spec.ts', 'expect(performance.now() - begun).toBeLessThan(10);', false],
  ['apps/a/src/a.ts', 'setTimeout(tick, 20);', false],
  ['apps/a/src/a.builder.ts', 'export class Server {}', true],
  ['apps/a/src/b.builder.ts', "import { testKafka } from '#libs/test-kit';", true],
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
