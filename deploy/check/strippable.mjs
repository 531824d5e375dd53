import module from 'node:module';
import { parseSync } from '@swc/core';
import { cruise } from 'dependency-cruiser';
import configuration from '../../.dependency-cruiser.mjs';
import { read, report, root } from './lib/report.mjs';

/** What Node loads without a compiler, with all that it imports: a construct that needs one breaks every int run. */
const entries = [
  'deploy/containers/main.ts',
  'deploy/forms/main.ts',
  'libs/local-services/src/watchdog-process.ts',
  'libs/test-kit/src/global-setup.ts',
  'libs/test-kit/src/global-teardown.ts',
  'libs/test-kit/src/longest-first.ts',
  'libs/test-kit/src/service-host.ts',
];

/** Stripping leaves decorators, which Node cannot parse. */
function fault(text) {
  try {
    parseSync(module.stripTypeScriptTypes(text), {
      syntax: 'ecmascript',
      decorators: false,
      target: 'es2024',
    });
    return undefined;
  } catch (error) {
    return error.message.trim().split('\n')[0];
  }
}

/** [text, whether it is refused] */
const planted = [
  ['export class A { constructor(private readonly a: string) {} }', true],
  ['export enum A { B }', true],
  ['export namespace A { export const b = 1; }', true],
  ['import a = require("a");', true],
  ['@A() export class B {}', true],
  ['export class A { @B() c?: string; }', true],
  ['export class A { readonly #b: string; constructor(b: string) { this.#b = b; } }', false],
  ["import { type A, b } from './b.ts'; export type C = A; export const d = b satisfies C;", false],
];

process.removeAllListeners('warning');
const { enhancedResolveOptions, ...options } = configuration.options;
const { output } = await cruise(entries, { ...options, baseDir: root }, enhancedResolveOptions);
const imported = new Map(
  output.modules.map(({ source, dependencies }) => [
    source,
    // Stripping takes an `import type` away.
    dependencies
      .filter(({ dependencyTypes }) => !dependencyTypes.includes('type-only'))
      .map(({ resolved }) => resolved),
  ]),
);
const reached = new Set(entries);
for (const path of reached) for (const each of imported.get(path) ?? []) reached.add(each);
const loaded = [...reached].filter(
  (path) => imported.has(path) && path.endsWith('.ts') && !path.includes('node_modules/'),
);

report(`strippable: ${loaded.length} files that Node loads without a compiler need none`, [
  ...planted
    .filter(([text, isRefused]) => (fault(text) !== undefined) !== isRefused)
    .map(([text]) => `planted, but judged wrongly: ${text}`),
  ...entries.filter((entry) => !loaded.includes(entry)).map((entry) => `${entry}: is not there`),
  ...(loaded.some((path) => path.startsWith('libs/kafka/')) ? [] : ['the imports were not followed']),
  ...loaded.flatMap((path) => {
    const found = fault(read(path));
    return found ? [`${path}: Node cannot load it by stripping its types: ${found}`] : [];
  }),
]);
