import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Parser } from '@asyncapi/parser';
import { format, resolveConfig } from 'prettier';
import { read, report, root } from './lib/report.mjs';

// Only now: an older Node, which has been told by report.mjs, cannot load it.
const { transitiveBreaks } = await import('../contracts/compatibility.rules.ts');

const document = 'docs/asyncapi.json';
const folder = 'docs/schemas';
/** `npm run check -- contracts --write` writes the document and keeps a changed schema as a new version. */
const writing = process.argv.includes('--write');

const printed = execFileSync(
  process.execPath,
  ['--no-warnings', '--conditions=source', join(root, 'deploy/contracts/print.ts')],
  { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 },
);
const { asyncApi, schemas } = JSON.parse(printed);
/** The parser's severities: errors and warnings; above are remarks. */
const grave = [0, 1];
const remedy = 'run npm run check -- contracts --write and commit what it writes';

async function write(path, content) {
  mkdirSync(join(root, path, '..'), { recursive: true });
  const options = { ...(await resolveConfig(join(root, path))), parser: 'json' };
  writeFileSync(join(root, path), await format(JSON.stringify(content), options));
}

const kept = (path) => (existsSync(join(root, path)) ? JSON.parse(read(path)) : undefined);

async function asyncApiProblems(content) {
  const { document: parsed, diagnostics } = await new Parser().parse(structuredClone(content));
  const errors = diagnostics.filter(({ severity }) => grave.includes(severity));
  if (parsed && errors.length === 0) return [];
  return errors.map(({ message, path }) => `${document}: ${path.join('/')}: ${message}`);
}

/** Every version that was ever released, oldest first. */
function releasedVersions(name) {
  const own = `${folder}/${name}`;
  if (!existsSync(join(root, own))) return [];
  return readdirSync(join(root, own))
    .map((file) => Number(/^v(\d+)\.json$/.exec(file)?.[1]))
    .sort((one, other) => one - other)
    .map((version) => ({
      version,
      path: `${own}/v${version}.json`,
      schema: kept(`${own}/v${version}.json`),
    }));
}

function git(...args) {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    // An exported archive has no history to judge.
    return '';
  }
}

/** A released version is what the commit that added it says; without a history nothing can be said. */
function rewritten({ path, schema }) {
  const added = git('log', '-1', '--diff-filter=A', '--format=%H', '--', path).trim();
  const original = added && git('show', `${added}:${path}`);
  return original !== '' && !isDeepStrictEqual(JSON.parse(original), schema)
    ? [`${path} was changed after its release: restore it, and release another version`]
    : [];
}

function schemaProblems(name) {
  const versions = releasedVersions(name);
  const current = schemas[name];
  if (current === undefined) return [`${folder}/${name}: a published schema is gone; consumers rely on it`];
  const numbered = versions.every(({ version }, index) => version === index + 1);
  const isKept = isDeepStrictEqual(versions.at(-1)?.schema, current);
  return [
    ...(numbered ? [] : [`${folder}/${name}: a version between the first and the last is missing`]),
    ...(isKept ? [] : [`${folder}/${name}: the current schema is no released version: ${remedy}`]),
    ...versions.flatMap(rewritten),
    ...transitiveBreaks(name, versions, current),
  ];
}

const everPublished = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
const names = [...new Set([...everPublished, ...Object.keys(schemas)])].sort();

async function keepCurrent() {
  await write(document, asyncApi);
  for (const name of Object.keys(schemas)) {
    const versions = releasedVersions(name);
    if (isDeepStrictEqual(versions.at(-1)?.schema, schemas[name])) continue;
    if (transitiveBreaks(name, versions, schemas[name]).length > 0) continue;
    await write(`${folder}/${name}/v${versions.length + 1}.json`, schemas[name]);
  }
}

/** A check that cannot fail says nothing: each kind of mistake is made once, and must be seen. */
async function blindSpots() {
  const [name, schema] = Object.entries(schemas)[0];
  const mutant = { ...schema, required: [...schema.required, 'something-new'] };
  const dangling = {
    ...asyncApi,
    operations: { lost: { action: 'send', channel: { $ref: '#/channels/no' } } },
  };
  const { info: _info, ...nameless } = asyncApi;
  return [
    transitiveBreaks(name, [{ version: 1, schema }], mutant).length === 0 &&
      'a new required member was not seen',
    (await asyncApiProblems(dangling)).length === 0 &&
      'an AsyncAPI reference that leads nowhere was not seen',
    (await asyncApiProblems(nameless)).length === 0 && 'an AsyncAPI document without info was not seen',
  ].filter(Boolean);
}

if (writing) await keepCurrent();
const stale = isDeepStrictEqual(kept(document), asyncApi)
  ? []
  : [`${document} is not what the code says: ${remedy}`];
report(`contracts: AsyncAPI document valid and current, ${names.length} schemas accept all their versions`, [
  ...(await blindSpots()),
  ...(await asyncApiProblems(asyncApi)),
  ...stale,
  ...names.flatMap(schemaProblems),
]);
