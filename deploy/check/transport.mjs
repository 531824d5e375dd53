import { lineOf, loads, nodes, parse } from './lib/syntax.mjs';
import { read, report, repositoryFiles } from './lib/report.mjs';

/** Whatever a service listens with and calls with is made by one factory, which knows its certificates (ADR 0063). */
const FACTORY = 'libs/service-kit/src/transport/';
/** The doors, which are given certificates; webhooks, whose receivers are others' and see none of ours. */
const doors = /^libs\/service-kit\/src\/http\/(system|internal)-door\.ts$/;
const receivers = /^libs\/webhooks\/src\/(webhook-client|pinned-socket)\.ts$/;
/** The pools and the migrations, which are given the connection of the factory. */
const pools = /^libs\/service-kit\/src\/database\/(pool|database\.module|run-migrations)\.ts$/;
/** The client is published, the local stack and libs/kafka lie below the service kit. */
const without =
  /^libs\/(client|kafka|local-services|test-kit|[^/]+-testing)\/|\.(spec|builder)\.ts$|\/testing\//;
const isJudged = (path) =>
  /^(apps|libs)\/[^/]+\/src\/.*\.ts$/.test(path) && !without.test(path) && !path.startsWith(FACTORY);

const suspect =
  /undici|openid-client|\bfetch\b|node:(https?|net|tls)|createServer|['"](pg|typeorm|@nestjs\/typeorm)['"]/;
/** Classes of pg and TypeORM that connect when they are made, and what makes one of them. */
const connectsToDatabase = /^(Client|Pool|DataSource)$/;
const listens = /^(node:)?(http|https|http2|net|tls)$/;
const connectsNothing =
  /^(rootCertificates|createSecureContext|isIP|isIPv4|isIPv6|TLSSocket|STATUS_CODES|METHODS)$/;

/** Names that are taken out of a module for use at run time; `*` for all of it. */
const namesOf = ({ specifiers = [], typeOnly }) =>
  typeOnly
    ? []
    : specifiers
        .filter(({ isTypeOnly }) => !isTypeOnly)
        .map(({ type, imported, local }) => (type === 'ImportSpecifier' ? (imported ?? local).value : '*'));

/** What is made by `new`, under whatever name it was brought; TypeORM's module makes a DataSource of its own. */
function databases(ast, told) {
  const names = new Map();
  for (const [module, { specifiers = [], typeOnly }] of loads(ast))
    if (/^(pg|typeorm)$/.test(module ?? '') && !typeOnly)
      for (const { type, imported, local } of specifiers)
        names.set(local.value, type === 'ImportSpecifier' ? (imported ?? local).value : '*');
  const isMade = (callee) =>
    callee?.type === 'MemberExpression'
      ? names.get(callee.object.value) === '*' && connectsToDatabase.test(callee.property.value)
      : connectsToDatabase.test(names.get(callee?.value) ?? '');
  return [...nodes(ast)]
    .map((entry) => (Array.isArray(entry) ? entry[0] : entry))
    .filter(
      ({ type, callee }) =>
        (type === 'NewExpression' && isMade(callee)) ||
        (type === 'CallExpression' &&
          callee?.object?.value === 'TypeOrmModule' &&
          callee.property.value.startsWith('forRoot')),
    )
    .map((node) => told(node, 'connects to a database by itself'));
}

function judge(path, text) {
  if (!suspect.test(text)) return [];
  const ast = parse(text);
  const told = (node, what) => `${path}:${lineOf(text, node)}: ${what}: use ${FACTORY} (ADR 0063)`;
  const brought = loads(ast).flatMap(([module, node]) => {
    if (module === 'undici' && !receivers.test(path) && namesOf(node).length > 0)
      return [told(node, 'connects by itself')];
    const names = listens.test(module ?? '')
      ? namesOf(node).filter((name) => !connectsNothing.test(name))
      : [];
    return names.length > 0 && !doors.test(path) ? [told(node, 'listens or connects by itself')] : [];
  });
  // The issuer may be somebody else's, with a certificate of a public authority.
  const issued = loads(ast).some(([module]) => module === 'openid-client')
    ? loads(ast)
        .filter(([, node]) => namesOf(node).includes('serviceFetch'))
        .map(([, node]) => told(node, 'asks the issuer by serviceFetch, not by issuerFetch'))
    : [];
  const fetched = [...nodes(ast)]
    .map((entry) => (Array.isArray(entry) ? entry[0] : entry))
    .filter(({ type, callee }) => type === 'CallExpression' && callee?.value === 'fetch')
    .map((node) => told(node, 'fetches by itself'));
  return [...brought, ...issued, ...fetched, ...(pools.test(path) ? [] : databases(ast, told))];
}

const app = 'apps/a/src/a.ts';
/** The check judges these as it should, or it judges nothing. */
const planted = [
  [app, "import { Pool } from 'undici';\nnew Pool(url);", 1],
  [app, "import { Agent as A, type Pool } from 'undici';", 1],
  [app, "import * as undici from 'undici';", 1],
  [app, 'const answer = await fetch(url);', 1],
  [app, "import { createServer } from 'node:http';", 1],
  [app, "import { connect } from 'node:tls';", 1],
  [app, "import https from 'node:https';", 1],
  [app, "import pg from 'pg';\nnew pg.Pool({ connectionString });", 1],
  [app, "import { Client as Other } from 'pg';\nnew Other({ connectionString });", 1],
  [app, "import * as all from 'typeorm';\nnew all.DataSource({ type: 'postgres', url });", 1],
  [app, "import { TypeOrmModule } from '@nestjs/typeorm';\nTypeOrmModule.forRoot({ url });", 1],
  [app, "import { DataSource } from 'typeorm';\nimport type { Pool } from 'pg';\napp.get(DataSource);", 0],
  [
    app,
    "import * as oidc from 'openid-client';\nimport { serviceFetch as f } from '#libs/service-kit';\nuse({ [oidc.customFetch]: f });",
    1,
  ],
  [
    app,
    "import * as oidc from 'openid-client';\nimport { issuerFetch } from '#libs/service-kit';\nuse({ [oidc.customFetch]: issuerFetch });",
    0,
  ],
  ['libs/service-kit/src/database/pool.ts', "import pg from 'pg';\nnew pg.Pool(options);", 0],
  [app, "import type { Pool } from 'undici';\nimport { isIP } from 'node:net';\nawait this.fetch(url);", 0],
  ['libs/webhooks/src/webhook-client.ts', "import { Client } from 'undici';", 0],
  ['apps/a/src/a.int.spec.ts', 'await fetch(url);', 0],
  [`${FACTORY}calls.ts`, 'await fetch(url);', 0],
];

const files = repositoryFiles().filter(isJudged);
report(`transport: ${files.length} files listen and call by one factory`, [
  ...planted
    .filter(([path, text, count]) => (isJudged(path) ? judge(path, text) : []).length !== count)
    .map(([path, text]) => `planted, but judged wrongly: ${path}: ${text}`),
  ...files.flatMap((path) => judge(path, read(path))),
]);
