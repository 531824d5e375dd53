import { bare, lineOf, loads, memberOf, nodes, parse } from './lib/syntax.mjs';
import { timerModules, timers } from './lib/waiting.mjs';
import { read, report, repositoryFiles } from './lib/report.mjs';

/** Whatever runs, waits, retries or gives up in a service does so by one set (ADR 0026). */
const SET = 'libs/service-kit/src/background/';
/** Below the service kit: it imports nothing of ours (ADR 0027), the local stack loads the other, the client is published. */
const without =
  /^libs\/(client|kafka|local-services|test-kit|[^/]+-testing)\/|\.(spec|builder)\.ts$|\/testing\//;
const isJudged = (path) =>
  /^(apps|libs)\/[^/]+\/src\/.*\.[mc]?[jt]s$/.test(path) && !without.test(path) && !path.startsWith(SET);

/** Reading every file as a tree takes seconds; one without any of these words neither waits nor sets a timer. */
const suspect = /timeout|interval|timer|pause|rxjs|Atomics/i;
const reason = /\/\/ by hand: \S+ \S+/;
const loop = /^(While|DoWhile|For|ForOf|ForIn)Statement$/;

const nameOf = (given) => {
  const node = bare(given);
  return node?.type === 'Identifier' ? node.value : node && memberOf(node);
};

/** A timer by the name of its import, or a module of timers brought in whole. */
function bringsTimer([module, { specifiers, typeOnly }]) {
  const names = timerModules.find(([known]) => known.test(module))?.[1];
  if (names === undefined || typeOnly) return false;
  return (
    specifiers?.some(({ type, imported, orig, local }) => {
      const name = imported ?? orig ?? local;
      return !/^(Import|Export)Specifier$/.test(type) || names.test(name.value);
    }) ?? true
  );
}

function isTimer({ type, value, init, object, ...node }) {
  if (type === 'Identifier') return timers.test(value) || value === 'Atomics';
  if (type === 'StringLiteral') return timers.test(value);
  if (type === 'VariableDeclarator') return nameOf(init) === 'AbortSignal';
  return (
    type === 'MemberExpression' &&
    nameOf(object) === 'AbortSignal' &&
    memberOf({ type, ...node }) === 'timeout'
  );
}

/** Whether a node is a call of `pause`, under the names that this file gives it. */
function pausesOf(all) {
  const names = new Set(['pause']);
  const modules = new Set();
  for (const { type, imported, local, id, init } of all) {
    if (type === 'ImportSpecifier' && imported?.value === 'pause') names.add(local.value);
    if (type === 'ImportNamespaceSpecifier') modules.add(local.value);
    if (type === 'VariableDeclarator' && names.has(nameOf(init))) names.add(id.value);
  }
  return ({ type, callee }) => {
    if (type !== 'CallExpression') return false;
    if (callee.type !== 'MemberExpression') return names.has(nameOf(callee));
    const { object } = callee;
    return nameOf(callee) === 'pause' && (object.type === 'ThisExpression' || modules.has(nameOf(object)));
  };
}

function* findings(text) {
  const ast = parse(text);
  const all = [...nodes(ast)].map(([node]) => node);
  const isPause = pausesOf(all);
  const waits = (node) => [...nodes(node)].some(([each]) => isPause(each));
  for (const each of loads(ast)) if (bringsTimer(each)) yield [each[1], 'a timer'];
  for (const node of all) {
    const { type, callee } = node;
    if (isTimer(node)) yield [node, 'a timer'];
    else if (loop.test(type) && waits(node)) yield [node, 'a loop that waits'];
    else if (type === 'CallExpression' && nameOf(callee) === 'race' && waits(node))
      yield [node, 'a race against a timer'];
  }
}

function judge(path, text) {
  if (!isJudged(path) || !suspect.test(text)) return [];
  const lines = text.split('\n');
  const found = new Map([...findings(text)].map(([node, what]) => [lineOf(text, node), what]));
  return [...found]
    .filter(([line]) => !reason.test(lines[line - 1]) && !reason.test(lines[line - 2] ?? ''))
    .map(
      ([line, what]) =>
        `${path}:${line}: ${what}; take Loop, withTimeLimit or pause of ${SET}, or say why // by hand: …`,
    );
}

const app = 'apps/a/src/a.service.ts';
/** [file, text, how many problems] */
const planted = [
  [app, 'this.timer = setInterval(tick, 1_000).unref();', 1],
  [app, "import { setTimeout as delay } from 'node:timers/promises';", 1],
  [app, 'await fetch(url, { signal: AbortSignal.timeout(5) });', 1],
  [app, 'await Promise.race([\n  running,\n  pause(LAST_MS),\n]);', 1],
  [app, 'while (!signal.aborted) {\n  await look();\n  await pause(5, signal);\n}', 1],
  [app, 'do await pause(5); while (more);\nfor (;;) await this.pause(5);', 2],
  [app, 'do {\n  await pause(5);\n} while (more);', 1],
  [app, '// by hand:\nsetTimeout(tick, 5);', 1],
  [app, 'const page = `https://a`; setTimeout(tick, 5);', 1],
  [app, 'const all = `/*`;\nsetTimeout(tick, 5);\nconst end = `*/`;', 1],
  [app, 'log(`${setTimeout(tick, 5)}`);', 1],
  [app, "globalThis['setInterval'](tick, 5);", 1],
  [app, 'const { setInterval: every } = globalThis;', 1],
  [app, 'const { timeout } = AbortSignal;', 1],
  [app, "AbortSignal['timeout'](5); globalThis.AbortSignal.timeout(5);", 1],
  [app, 'Atomics.wait(cell, 0, 0, 5);', 1],
  [app, "import { scheduler } from 'node:timers/promises';", 1],
  [app, "import * as clock from 'timers';", 1],
  [app, "export * from 'node:timers/promises';", 1],
  [app, "const { setTimeout } = await import('node:timers/promises');", 1],
  [app, "import { interval, of } from 'rxjs';", 1],
  [app, "import { delay as later } from 'rxjs/operators';", 1],
  [app, "import { pause as rest } from '#libs/service-kit';\nfor (;;) await rest(5);", 1],
  [app, "import * as kit from '#libs/service-kit';\nfor (;;) await kit.pause(5);", 1],
  [app, 'const rest = pause;\nwhile (more) await rest(5);', 1],
  [app, "await Promise['race']([running, pause(5)]);", 1],
  [app, 'for (const each in all)\n  // a bracket { in a comment\n  await pause(5);', 1],
  ['apps/a/src/a.mts', 'setTimeout(tick, 5);', 1],
  ['libs/a/src/a.mjs', 'setTimeout(tick, 5);', 1],
  ['libs/a/src/a.ts', 'setTimeout(tick, 5);', 1],
  [app, '// by hand: ends with the request\nsetTimeout(tick, 5);', 0],
  [app, 'setTimeout(tick, 5); // by hand: ends with the request', 0],
  [app, "// setInterval(tick) is refused\nthrow new Error('setTimeout(1)');", 0],
  [app, 'await pause(5);\nawait Promise.race([start(), fault]);\nfor (const each of all) await each();', 0],
  [app, 'for (const each of all) consumer.pause([each]);', 0],
  [app, '/* setTimeout(tick, 5) */ const text = `setTimeout(tick, 5) // ${page}`;', 0],
  [
    app,
    "import { setImmediate, clearTimeout } from 'node:timers'; import { of, type Observable } from 'rxjs';",
    0,
  ],
  [
    app,
    'signal = AbortSignal.any([one, AbortSignal.abort()]); clearTimeout(this.timer); options.timeout = 5;',
    0,
  ],
  [app, 'for (const each of all) await each();\nawait pause(5); // for (;;)', 0],
  ['apps/a/src/a.int.spec.ts', 'setTimeout(tick, 5);', 0],
  ['libs/kafka/src/a.ts', 'setTimeout(tick, 5);', 0],
  [`${SET}a.ts`, 'setTimeout(tick, 5);', 0],
];

const files = repositoryFiles().filter(isJudged);
report(`background: ${files.length} files run, wait and retry with one set`, [
  ...planted
    .filter(([path, text, count]) => judge(path, text).length !== count)
    .map(([path, text]) => `planted, but judged wrongly: ${path}: ${text}`),
  ...files.flatMap((path) => judge(path, read(path))),
]);
