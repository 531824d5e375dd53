import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '#libs/test-kit';
import { migrations } from '../migrations/index.ts';
import { contentKeys, ContentSeals, rewrapping, type WrappedKey } from './index.ts';

interface Row extends WrappedKey {
  readonly id: string;
  readonly person: string;
  readonly answers: Buffer;
}

const bindingOf = ({ id, person }: Pick<Row, 'id' | 'person'>): readonly string[] => [id, person];
const [older, newer] = [randomBytes(32), randomBytes(32)];
const sealsOf = (...keys: readonly (readonly [number, Buffer])[]) =>
  new ContentSeals(contentKeys({ contentKeys: new Map(keys) }));
const before = sealsOf([1, older]);
const both = sealsOf([2, newer], [1, older]);

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await testDatabase({ app: 'procedures', migrations });
  pool = new pg.Pool({ connectionString: database.appUrl });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function draft(seals: ContentSeals, person: string): Promise<string> {
  const id = randomUUID();
  const { seal, wrapped } = await seals.make(bindingOf({ id, person }));
  await pool.query(
    `insert into draft (id, person, form, form_version, key_version, wrapped_key, answers, expires_at)
     values ($1, $2, 'form', 1, $3, $4, $5, 'infinity')`,
    [id, person, wrapped.keyVersion, wrapped.wrappedKey, seal.seal(person, 'answers')],
  );
  return id;
}

async function rewrap(table: 'draft' | 'submission'): Promise<number> {
  const client = await pool.connect();
  return rewrapping<Row>(both, { table, columns: 'person', bindingOf })
    .portion(client)
    .finally(() => client.release());
}

describe('keys of contents under an older key', () => {
  it('are wrapped anew, but for one that does not open, and open without the older key', async () => {
    const ids = [await draft(before, 'anna'), await draft(before, 'bert'), await draft(both, 'clara')];
    const broken = await draft(before, 'dora');
    await pool.query(`update draft set wrapped_key = '\\x00' where id = $1`, [broken]);
    await rewrap('draft');
    const { rows } = await pool.query<Row>(
      `select id, person, answers, key_version as "keyVersion", wrapped_key as "wrappedKey" from draft`,
    );
    const versions = Object.fromEntries(rows.map(({ id, keyVersion }) => [id, keyVersion]));
    expect(versions).toEqual({ ...Object.fromEntries(ids.map((id) => [id, 2])), [broken]: 1 });
    const after = sealsOf([2, newer]);
    const opened = await Promise.all(
      rows
        .filter(({ id }) => id !== broken)
        .map(async (row) => (await after.open(row, bindingOf(row))).open(row.answers, 'answers')),
    );
    expect(opened.toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual(['anna', 'bert', 'clara']);
  });

  it('stay as they are where the content was saved meanwhile, even under the older key', async () => {
    const id = await draft(before, 'emil');
    const saved = (await before.make(bindingOf({ id, person: 'emil' }))).wrapped.wrappedKey;
    const client = await pool.connect();
    const query = client.query.bind(client) as (...given: readonly unknown[]) => Promise<unknown>;
    const saving = async (text: string, ...values: readonly unknown[]) => {
      if (text.startsWith('update'))
        await pool.query('update draft set wrapped_key = $2 where id = $1', [id, saved]);
      return query(text, ...values);
    };
    const meanwhile = Object.assign(Object.create(client) as typeof client, { query: saving });
    await rewrapping<Row>(both, { table: 'draft', columns: 'person', bindingOf })
      .portion(meanwhile)
      .finally(() => client.release());
    const { rows } = await pool.query('select key_version, wrapped_key from draft where id = $1', [id]);
    expect(rows).toEqual([{ key_version: 1, wrapped_key: saved }]);
  });

  it('under a newer key that only opens so far are left alone', () => {
    expect(sealsOf([1, older], [2, newer]).olderVersions()).toEqual([]);
    expect(both.olderVersions()).toEqual([1]);
  });

  it('of submissions may be kept by the service', async () => {
    expect(await rewrap('submission')).toBe(0);
    await expect(
      pool.query('update submission set key_version = 2, wrapped_key = wrapped_key'),
    ).resolves.toBeDefined();
  });
});
