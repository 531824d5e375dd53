import pg from 'pg';
import { type TestDatabase, testDatabase } from '#libs/test-kit';
import { gatewayMigrations } from './index.ts';

let database: TestDatabase;
let owner: pg.Pool;

beforeAll(async () => {
  database = await testDatabase({ app: 'gateway', migrations: gatewayMigrations });
  owner = new pg.Pool({ connectionString: database.migratorUrl, max: 1 });
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const rows: Readonly<Record<string, (id: string) => string>> = {
  decision: (id) => `insert into decision (id, client_id, authority, purpose, evidence_type, fields, subject,
    policy_revision, trace_id) values (${id}, 'c', 'a', 'p', 'vehicles.x.v1', '{f}', 's', 1, 't')`,
  outcome: (id) => `insert into outcome (decision_id, status) values (${id}, 'EVIDENCE')`,
  concern: (id) => `insert into concern (decision_id, citizen) values (${id}, 'holder')`,
};

describe.each(Object.entries(rows))('the log %s', (_name, insert) => {
  it.each([
    ['made by chance', 'gen_random_uuid()'],
    ['of another variant', `'019aca6a-0000-7000-0000-000000000001'`],
    ['of no version', 'first_id_at(now())'],
  ])('takes no id %s, which does not tell its time', async (_story, id) => {
    await expect(owner.query(insert(id))).rejects.toMatchObject({ code: '23514' });
  });

  it('takes a UUIDv7', async () => {
    expect((await owner.query(insert('uuidv7()'))).rowCount).toBe(1);
  });
});
