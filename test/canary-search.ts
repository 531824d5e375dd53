import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import pg from 'pg';
import type { IsolatedStack } from '../deploy/local/isolated-stack.ts';

/** Of a topic from its beginning, with keys and headers; no producer of ours compresses. */
const segment = /^kafka\/data\/(.+)-\d+\//;
/** Databases, the registers' among them, are searched by statements; Kafka's indexes hold numbers, and are large. */
const otherwise = /^postgres\/data\/(base\/\d+|pg_wal)\/|^kafka\/data\/.+index$/;

/** As which a text may stand somewhere: as it is, in hexadecimal digits, and in base64 at each place that it may begin. */
function formsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const encoded = [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]);
    // Characters at both ends hold bits of what stands beside it.
    const inner = (form: 'base64' | 'base64url'): string =>
      whole
        .subarray(0, whole.length - (whole.length % 3))
        .toString(form)
        .slice(before === 0 ? 0 : 4);
    return [inner('base64'), inner('base64url')];
  });
  return [...new Set([text, bytes.toString('hex'), ...encoded])];
}

/** Of secrets that are bytes, also these. */
export const needlesOf = (texts: readonly string[], secrets: readonly string[] = []): readonly string[] => [
  ...[...texts, ...secrets].flatMap(formsOf),
  ...secrets.flatMap((secret) => {
    const bytes = Buffer.from(secret, 'base64url');
    return [bytes.toString('hex'), bytes.toString('base64').replace('=', '')];
  }),
];

/** Where in a stack one of the texts stands: tables of every database, topics (as the broker keeps them), other files. */
export async function placesOf(stack: IsolatedStack, needles: readonly string[]): Promise<readonly string[]> {
  const found = [...(await tablesWith(stack, needles)), ...filesWith(stack.home.folder, needles)];
  return found.toSorted();
}

async function tablesWith(stack: IsolatedStack, needles: readonly string[]): Promise<readonly string[]> {
  const names = await asked<{ name: string }>(
    stack.adminUrl,
    'select datname as name from pg_database where datallowconn',
  );
  const each = names.map(async ({ name }) => {
    const url = new URL(stack.adminUrl);
    url.pathname = `/${name}`;
    return (await tablesOf(url.href, needles)).map((table) => `${name} ${table}`);
  });
  return (await Promise.all(each)).flat();
}

const STATISTICS = 'pg_statistic';

/** Of PostgreSQL's own those that hold values of others. */
const tablesSql = `
select c.oid::regclass::text as name from pg_class c
where relkind in ('r', 'm') and (relname in ('${STATISTICS}', 'pg_largeobject')
  or relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace))
order by 1`;

async function tablesOf(url: string, needles: readonly string[]): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(tablesSql);
    const found = new Set<string>();
    for (const { name } of tables) {
      // What PostgreSQL remembers of the values of a table is a part of that table.
      const own = name === STATISTICS ? 'starelid::regclass::text' : `'${name}'`;
      const { rows } = await client.query<{ table: string }>(
        `select distinct "table" from (select t::text as line, ${own} as "table" from ${name} t offset 0) l
         where exists (select from unnest($1::text[]) n where strpos(line, n) > 0)`,
        [needles],
      );
      for (const { table } of rows) found.add(table);
    }
    return [...found];
  } finally {
    await client.end();
  }
}

function filesWith(folder: string, needles: readonly string[]): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((file) => !otherwise.test(file));
  const found = files.filter((file) => {
    const content = contentOf(join(folder, file));
    return needles.some((needle) => content.includes(needle));
  });
  return [
    ...new Set(found.map((file) => file.replace(segment, 'topic $1/').replace(/^(topic .+)\/.*/, '$1'))),
  ];
}

/** PostgreSQL and Kafka remove files meanwhile: in those nothing stays. */
function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

async function asked<R extends object>(url: string, sql: string): Promise<readonly R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}
