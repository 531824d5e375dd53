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

it('makes a month in which a row lies that is older than the refusal, and refuses others there', async () => {
  const inFiveMonths = `overlay(first_id_at(now() + interval '5 months')::text placing '4' from 15)::uuid`;
  await owner.query('alter table decision drop constraint decision_id_tells_time');
  await owner.query(rows['decision']!(inFiveMonths));
  await owner.query(`alter table decision add constraint decision_id_tells_time
    check (uuid_extract_version(id) is not distinct from 7) not valid`);
  const made = async (): Promise<unknown> => (await owner.query('select log_ensure_months(7) as n')).rows;
  for (let month = 4; month <= 7; month++)
    for (const _log of Object.keys(rows)) expect(await made()).toEqual([{ n: 1 }]);
  expect(await made()).toEqual([{ n: 0 }]);
  expect((await owner.query('select from decision_default')).rowCount).toBe(0);
  const later = inFiveMonths.replace(`'4'`, `'5'`);
  await expect(owner.query(rows['decision']!(later))).rejects.toMatchObject({ code: '23514' });
});
