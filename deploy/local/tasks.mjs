import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, install, main, root, runNode } from './bootstrap.mjs';
import { build, buildBench } from './build.mjs';
import { slowest } from './slowest.mjs';

const report = 'dist/test-report.json';

const steps = {
  types: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
  // JSX knows the browser's names, which would change those of Node everywhere else (ADR 0074).
  'types of pages': ['node_modules/typescript/bin/tsc', '-p', 'apps/portal/tsconfig.json'],
  lint: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings', ...trees()],
  format: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  boundaries: [
    'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    ...['--config', '.dependency-cruiser.mjs', '--output-type', 'err-long'],
    ...trees(),
  ],
};

function trees() {
  return ['apps', 'libs', 'deploy', 'bench', 'test'].filter((tree) => existsSync(join(root, tree)));
}

function jest(args) {
  return runNode('node_modules/jest/bin/jest.js', args, {
    flags: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    env: { KAFKAJS_NO_PARTITIONER_WARNING: '1' },
  });
}

/** Every deploy/check/*.mjs is one more check; it ends with 0 when all is well. */
function extraChecks() {
  const folder = 'deploy/check';
  if (!existsSync(join(root, folder))) return {};
  const scripts = readdirSync(join(root, folder)).filter((name) => name.endsWith('.mjs'));
  return Object.fromEntries(scripts.map((name) => [name, [join(folder, name)]]));
}

/** One of deploy/check by its name: it wants the project's Node, which `node` on its own need not be. */
function extraCheck([name, ...args]) {
  const script = `deploy/check/${name}.mjs`;
  if (!existsSync(join(root, script))) throw new Failure(`There is no ${script}: check the name.`);
  return runNode(script, args);
}

/** Some tests at once, without checks; only journeys run what is compiled. */
async function testOnly([project, ...paths]) {
  if (!paths.length) throw new Failure('Name a project and a path: npm run test:only -- unit libs/webhooks');
  if (project === 'e2e') await build();
  return jest(['--selectProjects', project, '--', ...paths]);
}

/** Two at a time, each with what it prints in one piece; also after a failed one, so that one run shows everything. */
async function runChecks() {
  const waiting = Object.entries({ ...steps, ...extraChecks() });
  const count = waiting.length;
  const failed = [];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, [script, ...args]] = next;
      const printed = [];
      const code = await runNode(script, args, { onOutput: (text) => printed.push(text) });
      process.stdout.write(`— ${name}\n${printed.join('')}`);
      if (code !== 0) failed.push(name);
    }
  };
  await Promise.all([lane(), lane()]);
  console.log(failed.length === 0 ? `All ${count} checks passed.` : `Failed checks: ${failed.join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
}

/** Two workers share the machine; what measures time follows alone, in one. */
const everything = [
  ['--selectProjects', 'unit', 'int', 'e2e'],
  ['--selectProjects', 'alone', '--runInBand'],
];

/** One report of several runs: counts are added, lists joined. */
function merged(reports) {
  return reports.reduce((sum, each) => {
    for (const [name, value] of Object.entries(each)) {
      if (name.startsWith('num')) sum[name] += value;
      else if (Array.isArray(value)) sum[name].push(...value);
    }
    return { ...sum, success: sum.success && each.success };
  });
}

function summarise() {
  const parts = everything.map((_, index) => join(root, `${report}.${index}`)).filter(existsSync);
  if (parts.length === 0) return;
  const whole = merged(parts.map((part) => JSON.parse(readFileSync(part, 'utf8'))));
  for (const part of parts) rmSync(part);
  writeFileSync(join(root, report), JSON.stringify(whole));
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = whole;
  console.log(`${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed`);
}

async function test(args) {
  const checks = await runChecks();
  await build({ tolerant: true });
  mkdirSync(join(root, 'dist'), { recursive: true });
  rmSync(join(root, report), { force: true });
  let failed = 0;
  for (const [index, chosen] of (args.length > 0 ? [args] : everything).entries()) {
    // A client that a failed test left behind must not keep a finished run from ending.
    const always = ['--json', `--outputFile=${report}.${index}`, '--passWithNoTests', '--forceExit'];
    failed = (await jest([...always, ...chosen])) || failed;
  }
  if (checks !== 0) console.log('npm run check failed, see above.');
  summarise();
  return checks || failed;
}

async function compiled(script, args, compile = build) {
  await compile();
  if (!existsSync(join(root, script))) throw new Failure(`There is no ${script}: check the name.`);
  return runNode(script, args, { flags: ['--enable-source-maps'] });
}

const tasks = {
  build: async (args) => {
    await build({ tolerant: args.includes('--tolerant') });
    return 0;
  },
  start: (args) => compiled('dist/deploy/local/main.js', args),
  test,
  check: async (args) => {
    if (args.length > 0) return extraCheck(args);
    const failed = await runChecks();
    return (await jest(['--selectProjects', 'unit', '--passWithNoTests'])) || failed;
  },
  'test:only': testOnly,
  'test:slowest': ([earlier]) => {
    slowest(report, earlier);
    return 0;
  },
  // Its suites want what is compiled: apps that they spawn.
  'test:containers': async (args) => {
    if (!args.includes('--quick')) await build({ tolerant: true });
    return runNode('deploy/containers/main.ts', args, { flags: ['--no-warnings', '--conditions=source'] });
  },
  'test:register': () => runNode('test/fourth-register/main.ts', [], { flags: ['--no-warnings'] }),
  'test:helm': (args) => jest(['--config', 'jest.helm.config.mjs', ...args]),
  // Its services are what is compiled.
  'test:disks': async (args) => {
    await build({ tolerant: true });
    return jest(['--config', 'jest.disks.config.mjs', ...args]);
  },
  'test:cluster': (args) => jest(['--config', 'jest.cluster.config.mjs', ...args]),
  // Its journeys run what is compiled.
  'test:keycloak': async (args) => {
    await build();
    return jest(['--config', 'jest.keycloak.config.mjs', ...args]);
  },
  // In a real browser, against stacks of their own.
  'test:web': async (args) => {
    await build({ tolerant: true });
    return jest(['--config', 'jest.web.config.mjs', ...args]);
  },
  'test:races': (args) => compiled('dist/bench/races/races.main.js', args, buildBench),
  bench: ([name, ...args]) => {
    if (!name) throw new Failure('Name a benchmark: npm run bench -- lookup');
    return compiled(`dist/bench/${name}.bench.js`, args, buildBench);
  },
  einmal: (args) => compiled('dist/deploy/local/einmal.js', args),
  'operator-session': (args) => compiled('dist/deploy/session/main.js', args),
  'form-session': (args) => compiled('dist/deploy/form-session/main.js', args),
  'request-session': (args) => compiled('dist/deploy/request-session/main.js', args),
  forms: (args) => runNode('deploy/forms/main.ts', args, { flags: ['--no-warnings', '--conditions=source'] }),
  fuzz: (args) => compiled('dist/deploy/fuzz/main.js', args),
  repair: (args) => compiled('dist/deploy/repair/main.js', args),
  token: (args) => compiled('dist/deploy/local/token.js', args),
  'pack:client': () => runNode('deploy/client/pack.mjs'),
  sample: (args) => compiled('dist/deploy/sample/generate.js', args),
  /** In this order: what is described is loaded from what is declared. */
  generate: async () => {
    for (const name of ['registers', 'nest-projects', 'generated', 'contracts', 'web-style']) {
      const failed = await extraCheck([name, '--write']);
      if (failed) return failed;
    }
    return 0;
  },
  format: () => runNode('node_modules/prettier/bin/prettier.cjs', ['--write', '--log-level', 'warn', '.']),
};

/** Ends the process with the exit code of the task. */
export function runTask(name, args) {
  return main(async () => {
    const task = tasks[name];
    if (!task) throw new Failure(`There is no task "${name}"; there are ${Object.keys(tasks).join(', ')}.`);
    await install();
    return task(args);
  });
}
