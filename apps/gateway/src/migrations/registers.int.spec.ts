import pg from 'pg';
import { declarationOf } from '#libs/contracts';
import { runMigrations } from '#libs/service-kit';
import { type TestDatabase, testDatabase } from '#libs/test-kit';
import { gatewayMigrations } from './index.ts';
import { registerMigrationsOf } from './registers.migration.ts';

const newcomer = {
  ...declarationOf('business'),
  name: 'allotments',
  since: '2027-01-01',
  retention: [{ period: 'P1Y', legalBasis: "the garden's law", de: 'ein Jahr lang', en: 'for a year' }],
};
const last = {
  ...newcomer,
  name: 'boats',
  since: '2027-06-01',
  retention: [{ ...newcomer.retention[0]!, period: 'P8Y' }],
};

let database: TestDatabase;
let owner: pg.Pool;
let app: pg.Pool;
beforeAll(async () => {
  database = await testDatabase({ app: 'gateway', migrations: gatewayMigrations });
  owner = new pg.Pool({ connectionString: database.migratorUrl, max: 2 });
  app = new pg.Pool({ connectionString: database.appUrl, max: 2 });
});
afterAll(async () => {
  await Promise.all([owner.end(), app.end()]);
  await database.drop();
});

const decided = (evidenceType: string, age: string): Promise<unknown> =>
  owner.query(
    `insert into decision (id, client_id, authority, purpose, evidence_type, fields, subject, policy_revision, trace_id)
     values (uuidv7(-$2::interval), 'c', 'a', 'p', $1, '{f}', 's', 1, 't')`,
    [evidenceType, age],
  );

const kept = async (): Promise<string[]> => {
  const { rows } = await owner.query<{ type: string }>(
    'select evidence_type as type from decision order by id',
  );
  return rows.map(({ type }) => type);
};

const migrated = (...further: readonly (typeof newcomer)[]): Promise<readonly string[]> =>
  runMigrations(database.migratorUrl, [...gatewayMigrations, ...registerMigrationsOf(further)]);

it('a register more is a migration more, which later registers leave as it is', async () => {
  expect(await migrated(newcomer)).toEqual(['RegisterAllotments1796560000000']);
  expect(await migrated(last, newcomer)).toEqual(['RegisterBoats1796560000001']);
  const { rows } = await owner.query('select part, basis from retention_period where part = any($1)', [
    ['allotments', 'boats'],
  ]);
  expect(rows).toEqual(expect.arrayContaining([{ part: 'allotments', basis: "the garden's law" }]));
});

it('its lookups are kept as long as it declares, and those of others as before', async () => {
  await migrated(last, newcomer);
  for (const register of ['allotments', 'boats', 'business', 'vehicles'])
    await decided(`${register}.x.v1`, '13 months');
  // The companies' part is kept for four years from the end of the year.
  for (const register of ['boats', 'business']) await decided(`${register}.old.v1`, '7 years');
  await decided('allotments.x.v1', '11 months');
  while (
    (await app.query<{ n: number }>('select max(log_forget(part, 10)) as n from log_walk')).rows[0]!.n > 0
  );
  expect(await kept()).toEqual(['boats.old.v1', 'boats.x.v1', 'business.x.v1', 'allotments.x.v1']);
});

it('subscriptions to it are stored, and to what is no name are not', async () => {
  const subscribe = (register: string): Promise<unknown> =>
    owner.query(
      `insert into subscription (id, client_id, authority, purpose, register, event_types, by_will, valid_until)
       values (uuidv7(), 'c', 'a', 'p', $1, '{x}', false, now())`,
      [register],
    );
  await subscribe('allotments');
  await expect(subscribe('No name')).rejects.toThrow('subscription_register_check');
});
