import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { printedBy } from './lib/printed.mjs';
import { read, report, repositoryFiles, root } from './lib/report.mjs';

/** The API description of every app, from the sources; no server is started. */
const documents = printedBy('deploy/openapi/print.ts');
const operationsOf = ({ paths }) => Object.values(paths).flatMap((path) => Object.values(path));

/** A check that cannot fail says nothing: each mistake is made once in a copy, and must be seen. */
const mistakes = {
  'operation-operationId-unique': (document) => {
    const [first, second] = operationsOf(document);
    second.operationId = first.operationId;
  },
  'no-unresolved-refs': ({ components }) => {
    components.schemas.Problem = { $ref: '#/components/schemas/None' };
  },
  'no-invalid-media-type-examples': ({ components }) => {
    Object.values(components.examples)[0].value.status = 'none';
  },
};

/** redocly prints one indented JSON object per file, without anything between them. */
const objectsOf = (text) =>
  text
    .split(/(?<=^\})(?=\{$)/m)
    .filter((part) => part.startsWith('{'))
    .map((part) => JSON.parse(part));

function lint(contents) {
  const folder = mkdtempSync(join(tmpdir(), 'einmal-redocly-'));
  const files = Object.entries(contents).map(([name, content]) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(content));
    return file;
  });
  const cli = join(root, 'node_modules/@redocly/cli/bin/cli.js');
  const options = ['--config', join(root, 'redocly.yaml'), '--format=json', '--max-problems=1000'];
  const { stdout } = spawnSync(process.execPath, [cli, 'lint', ...options, ...files], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    // It neither reports home nor asks for newer versions.
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  });
  rmSync(folder, { recursive: true, force: true });
  return objectsOf(stdout).flatMap(({ problems = [] }) =>
    problems.map(({ ruleId, message, location: [{ source, pointer } = {}] }) => ({
      ruleId,
      text: `${basename(source?.ref ?? '', '.json')} ${pointer ?? ''}: ${message} (${ruleId})`,
    })),
  );
}

function mutants() {
  return Object.fromEntries(
    Object.entries(mistakes).map(([rule, make]) => {
      const copy = structuredClone(documents.gateway);
      make(copy);
      return [rule, copy];
    }),
  );
}

/** Of two classes of one name in an app the description has one, in both places, without a word. */
function twiceNamed() {
  const files = repositoryFiles().filter((path) => /^apps\/.*\.dto\.ts$/.test(path));
  const names = files.flatMap((path) =>
    [...read(path).matchAll(/^export class (\w+)/gm)].map(([, name]) => `${path.split('/')[1]} ${name}`),
  );
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))].map(
    (name) => `${name}: two classes have this name, and the API description shows one of them for both`,
  );
}

const found = new Set(lint(mutants()).map(({ ruleId }) => ruleId));
const blind = Object.keys(mistakes)
  .filter((rule) => !found.has(rule))
  .map((rule) => `redocly does not see a violation of ${rule}`);
const count = Object.values(documents).flatMap(operationsOf).length;
report(`openapi: ${count} operations of ${Object.keys(documents).length} apps`, [
  ...lint(documents).map(({ text }) => text),
  ...blind,
  ...twiceNamed(),
]);
