import { read, report, repositoryFiles } from './lib/report.mjs';
import { bare, lineOf, loads, parse } from './lib/syntax.mjs';

/** What libs/kafka may hand on of kafkajs as it is, beside its types: nothing that connects. */
const mayHandOn = /^(ConfigResourceTypes|Partitioners)$/;

/** The names that a file gives to kafkajs and to what it takes out of it, for use at run time. */
function valuesOf(own, ast) {
  const values = new Set();
  for (const { specifiers = [], typeOnly } of own)
    for (const { isTypeOnly, local } of typeOnly ? [] : specifiers)
      if (!isTypeOnly && local) values.add(local.value);
  for (const { declarations = [] } of ast.body)
    for (const { id, init } of declarations)
      if (values.has(bare(init)?.value))
        for (const { key, value } of id.properties ?? [{ key: id }]) values.add((value ?? key).value);
  return values;
}

function isHandedOn({ type, source, typeOnly, specifiers, declaration, expression }, own, values) {
  const mayNot = (name) => values.has(name) && !mayHandOn.test(name);
  if (type === 'ExportDefaultExpression') return mayNot(bare(expression).value);
  if (type === 'ExportDeclaration')
    return declaration.declarations?.some(
      ({ id, init }) =>
        mayNot(bare(init)?.value) && !id.properties?.every(({ key }) => mayHandOn.test(key?.value)),
    );
  if (!/^Export(All|Named)Declaration$/.test(type) || typeOnly) return false;
  if (!source) return specifiers.some(({ isTypeOnly, orig }) => !isTypeOnly && mayNot(orig?.value));
  return own.some((node) => node.source === source) && !specifiers?.every(({ isTypeOnly }) => isTypeOnly);
}

function judge(path, text) {
  const ast = parse(text);
  const loadsOf = (module) => loads(ast).flatMap(([name, node]) => (module.test(name ?? '') ? [node] : []));
  const told = (found, what) => found.map((node) => `${path}:${lineOf(text, node)}: ${what}`);
  if (!path.startsWith('libs/kafka/'))
    return told(
      loadsOf(/^(.*\/node_modules\/)?kafkajs(\/|$)/),
      'only libs/kafka loads kafkajs, and puts right what it does wrong; import #libs/kafka',
    );
  const own = loadsOf(/kafkajs(\/index\.js)?$/);
  const values = valuesOf(own, ast);
  return told(
    ast.body.filter((node) => isHandedOn(node, own, values)),
    'hands on what connects as kafkajs has it; wrap it, or export its type',
  );
}

/** [path, text, whether it is refused] */
const planted = [
  ['libs/kafka/src/a.ts', "export * from 'kafkajs';", true],
  ['libs/kafka/src/a.ts', "export * as kafkajs from 'kafkajs';", true],
  ['libs/kafka/src/a.ts', "export { Kafka as Client } from 'kafkajs';", true],
  ['libs/kafka/src/a.ts', "import kafkajs from 'kafkajs'; export { kafkajs };", true],
  ['libs/kafka/src/a.ts', "import kafkajs from 'kafkajs'; export default kafkajs;", true],
  [
    'libs/kafka/src/a.ts',
    "import kafkajs from 'kafkajs'; export const { Kafka, Partitioners } = kafkajs;",
    true,
  ],
  ['libs/kafka/src/a.ts', "import * as kafkajs from 'kafkajs'; export const client = kafkajs;", true],
  [
    'libs/kafka/src/a.ts',
    "import kafkajs from 'kafkajs'; const { Kafka: Client } = kafkajs; export { Client };",
    true,
  ],
  ['a.mjs', "import kafkajs from 'kafkajs';", true],
  ['.ci/a.mjs', "await import('kafkajs/index.js');", true],
  ['apps/a/src/a.mts', "import type { Kafka } from 'kafkajs';", true],
  ['apps/a/src/a.ts', "export * from '../../../node_modules/kafkajs/index.js';", true],
  ['apps/a/src/a.ts', "import { createKafka } from '#libs/kafka'; log('kafkajs');", false],
  ['apps/a/src/a.ts', "import 'kafkajs-more';", false],
  [
    'libs/kafka/src/a.ts',
    "export type { Admin } from 'kafkajs'; export { type Batch } from 'kafkajs';",
    false,
  ],
  ['libs/kafka/src/a.ts', "import kafkajs from 'kafkajs'; export const { Partitioners } = kafkajs;", false],
  [
    'libs/kafka/src/a.ts',
    "import kafkajs from 'kafkajs'; const { Kafka } = kafkajs; export * from './b.ts';",
    false,
  ],
  ['libs/kafka/src/a.ts', "import queue from 'kafkajs/src/queue.js'; export const Queue = queue;", false],
];

const files = repositoryFiles()
  .filter((path) => /\.[mc]?[jt]s$/.test(path))
  .map((path) => ({ path, text: read(path) }))
  .filter(({ text }) => text.includes('kafkajs'));

report(
  `kafkajs: of ${files.length} files that name it, libs/kafka alone loads it and hands on nothing that connects`,
  [
    ...planted
      .filter(([path, text, isRefused]) => judge(path, text).length > 0 !== isRefused)
      .map(([path, text]) => `planted, but judged wrongly: ${path}: ${text}`),
    ...files.flatMap(({ path, text }) => judge(path, text)),
  ],
);
