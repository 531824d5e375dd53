import type pg from 'pg';
import { createPool } from '#libs/service-kit';
import { calls, databaseConfig, PLANS_MS, QueryPlans, type TestDatabase, testDatabase } from '#libs/test-kit';
import { gatewayMigrations } from '../migrations/index.ts';
import { ResidenceStore } from './residence.store.ts';

const ROWS = 100_000;
/** A batch has 256 names at most; each subject here has two records. */
const MOST = 600;

/** Each record under its subject's name and its own, as `routing.note` leaves it. */
const fill = `
  insert into routing.residence (register, name, record, authority, version, since, recorded_at, closed)
  select 'residents', case when named then 'subject-' || n / 2 else 'record-' || n end, 'record-' || n,
    'authority-' || n % 900, 1, '2026-01-01', now(), false
  from generate_series(1, ${ROWS}) n, (values (true), (false)) as either(named)`;

let database: TestDatabase;
let pool: pg.Pool;
let plans: QueryPlans;
beforeAll(async () => {
  database = await testDatabase({ app: 'gateway', migrations: gatewayMigrations });
  plans = await QueryPlans.watch(database, 'gateway', fill);
  pool = createPool(databaseConfig(database.appUrl), 'gateway-hot');
}, PLANS_MS);
afterAll(async () => {
  await plans.close();
  await pool.end();
  await database.drop();
});

it(
  'who keeps subjects is found by their names, in a directory of many',
  async () => {
    const store = new ResidenceStore(pool);
    let asked = 0;
    const keepers = async (count: number): Promise<number> => {
      const names = Array.from({ length: count }, () => `subject-${(asked += 1)}`);
      await Promise.all(names.map((name) => store.keeperOf({ register: 'residents', name })));
      return 200;
    };
    await plans.judge(
      calls(MOST, { 'one subject': () => keepers(1), 'a batch of subjects': () => keepers(256) }),
    );
  },
  PLANS_MS,
);
