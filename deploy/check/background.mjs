import { read, report, repositoryFiles } from './lib/report.mjs';

/** Whatever runs, waits, retries or gives up in a service does so by one set (ADR 0026). */
const SET = 'libs/service-kit/src/background/';
/** Below the service kit: it imports nothing of ours (ADR 0027), and the local stack loads the other. */
const without = /^libs\/(kafka|local-services|test-kit|[^/]+-testing)\/|\.(spec|builder)\.ts$|\/testing\//;
const isJudged = (path) =>
  /^(apps|libs)\/[^/]+\/src\/.*\.ts$/.test(path) && !without.test(path) && !path.startsWith(SET);

const timer = /\bset(?:Timeout|Interval)\b|\bAbortSignal\.timeout\(/g;
const race = /\bPromise\.race\s*\(/g;
const loop = /\b(?:while|for(?: await)?)\s*\(|\bdo\s*\{/g;
const pauses = /(?<![\w.])(?:this\.)?pause\(/;
const reason = /\/\/ by hand: \S+ \S+/;

/** Comments and strings as blanks, so that offsets stay. */
const codeOf = (text) =>
  text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, (found) =>
    found.replace(/[^\n]/g, ' '),
  );

/** @returns the offset after the bracket that closes the first one at or after `from` */
function closed(code, from) {
  let depth = 0;
  for (let at = from; at < code.length; at += 1) {
    if ('([{'.includes(code[at])) depth += 1;
    if (')]}'.includes(code[at]) && --depth === 0) return at + 1;
  }
  return code.length;
}

function loopAt(code, { index, 0: head }) {
  const ended = closed(code, index + head.length - 1);
  if (head.startsWith('do')) return code.slice(index, ended);
  const body = ended + code.slice(ended).search(/\S/);
  return code.slice(index, code[body] === '{' ? closed(code, body) : code.indexOf(';', body));
}

function judge(path, text) {
  if (!isJudged(path)) return [];
  const code = codeOf(text);
  const lines = text.split('\n');
  const found = [
    ...[...code.matchAll(timer)].map(({ index }) => [index, 'a timer']),
    ...[...code.matchAll(race)]
      .filter(({ index }) => pauses.test(code.slice(index, closed(code, index))))
      .map(({ index }) => [index, 'a race against a timer']),
    ...[...code.matchAll(loop)]
      .filter((match) => pauses.test(loopAt(code, match)))
      .map(({ index }) => [index, 'a loop that waits']),
  ];
  return found.flatMap(([index, what]) => {
    const line = code.slice(0, index).split('\n').length;
    if (reason.test(lines[line - 1]) || reason.test(lines[line - 2] ?? '')) return [];
    return [
      `${path}:${line}: ${what}; take Loop, withTimeLimit or pause of ${SET}, or say why // by hand: …`,
    ];
  });
}

const app = 'apps/a/src/a.service.ts';
/** [file, text, how many problems] */
const planted = [
  [app, 'this.timer = setInterval(tick, 1_000).unref();', 1],
  [app, "import { setTimeout as delay } from 'node:timers/promises';", 1],
  [app, 'await fetch(url, { signal: AbortSignal.timeout(5) });', 1],
  [app, 'await Promise.race([\n  running,\n  pause(LAST_MS),\n]);', 1],
  [app, 'while (!signal.aborted) {\n  await look();\n  await pause(5, signal);\n}', 1],
  [app, 'do await pause(5); while (more);\nfor (;;) await this.pause(5);', 1],
  [app, 'do {\n  await pause(5);\n} while (more);', 1],
  [app, '// by hand:\nsetTimeout(tick, 5);', 1],
  ['libs/a/src/a.ts', 'setTimeout(tick, 5);', 1],
  [app, '// by hand: ends with the request\nsetTimeout(tick, 5);', 0],
  [app, 'setTimeout(tick, 5); // by hand: ends with the request', 0],
  [app, "// setInterval(tick) is refused\nthrow new Error('setTimeout(1)');", 0],
  [app, 'await pause(5);\nawait Promise.race([start(), fault]);\nfor (const each of all) await each();', 0],
  [app, 'for (const each of all) consumer.pause([each]);', 0],
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
