import pg from 'pg';
import { runMigrations } from '#libs/service-kit';
import { type TestDatabase, testDatabase, whileHeld } from '#libs/test-kit';
import { gatewayMigrations } from './index.ts';
import { logMigrations, periodMigration } from './log-retention.migration.ts';

const added = new Set([periodMigration, ...logMigrations]);
const before = gatewayMigrations.slice(
  0,
  gatewayMigrations.findIndex((each) => added.has(each)),
);

let database: TestDatabase;
let app: pg.Pool;
let owner: pg.Pool;

async function open(migrations = gatewayMigrations): Promise<void> {
  database = await testDatabase({ app: 'gateway', migrations });
  app = new pg.Pool({ connectionString: database.appUrl, max: 2, statement_timeout: 5_000 });
  owner = new pg.Pool({ connectionString: database.migratorUrl, max: 2 });
}

afterEach(async () => {
  await Promise.all([app.end(), owner.end()]);
  await database.drop();
});

/** One decision per age, with its outcome and somebody concerned. */
const log = (ages: readonly string[], evidenceType = 'vehicles.x.v1', id = 'uuidv7(-age::interval)') =>
  owner.query(
    `with decided as (
       insert into decision (id, client_id, authority, purpose, evidence_type, fields, subject, citizen, policy_revision,
         trace_id, case_reference)
       select ${id}, 'c', 'a', 'p', $2, '{f}', 's', 'somebody', 1, 't', age from unnest($1::text[]) as age returning id),
     recorded as (insert into outcome (decision_id, status) select id, 'EVIDENCE' from decided)
     insert into concern (citizen, decision_id) select 'holder', id from decided`,
    [ages, evidenceType],
  );

const rows = async <T extends object>(sql: string): Promise<T[]> => (await owner.query<T>(sql)).rows;
const agesLeft = async (): Promise<string[]> =>
  (await rows<{ age: string }>('select case_reference as age from decision order by id desc')).map(
    ({ age }) => age,
  );
const counts = async (): Promise<object | undefined> =>
  (
    await rows<object>(`select (select count(*)::int from decision) as decisions,
      (select count(*)::int from outcome) as outcomes, (select count(*)::int from concern) as concerns`)
  )[0];
const files = (tables: readonly string[]): Promise<{ filenode: string }[]> =>
  rows(`select relfilenode::text as filenode from unnest('{${tables.join()}}'::text[]) with ordinality as t(name, n)
    join pg_class on relname = name order by n`);

async function forgetAll(): Promise<void> {
  while ((await app.query<{ n: number }>('select max(log_forget(part, 10)) as n from log_walk')).rows[0]!.n);
  while ((await app.query<{ n: number }>('select log_drop_month() as n')).rows[0]!.n);
}

/** Months as they would have been made in that time, in the place of the first partition. */
async function monthsOfThePast(count: number): Promise<void> {
  for (const table of ['decision', 'outcome', 'concern']) {
    const [first] = await rows<{ name: string }>(
      `select name from log_partition where log = '${table}' and is_first`,
    );
    await owner.query(`drop table ${first!.name}`);
    for (let ago = 0; ago < count; ago += 1) {
      const month = `date_trunc('month', now() at time zone 'UTC') - interval '${ago} months'`;
      await owner.query(`do $$ begin execute format(
        'create table %I partition of ${table} for values from (%L) to (%L)', '${table}_' || to_char(${month}, 'YYYYMM'),
        first_id_at((${month}) at time zone 'UTC'), first_id_at((${month} + interval '1 month') at time zone 'UTC'));
      end $$`);
    }
  }
}

describe('logs from before there were months', () => {
  it('become the first partition as they lie on the disk, and keep every key', async () => {
    await open(before);
    await log(['1 day', '3 years', '1 second']);
    await log(['from elsewhere'], 'vehicles.x.v1', `'ffffffff-0000-7000-8000-000000000001'::uuid`);
    const tables = ['decision', 'outcome', 'concern'];
    const before1 = await files(tables);
    await runMigrations(database.migratorUrl, gatewayMigrations);
    const firsts = await rows<{ log: string; name: string }>(
      'select log, name from log_partition where is_first',
    );
    const firstOf = (table: string): string => firsts.find(({ log: of }) => of === table)!.name;
    expect(await files(tables.map(firstOf))).toEqual(before1);
    expect(await counts()).toEqual({ decisions: 4, outcomes: 4, concerns: 4 });
    for (const place of ['decision_default', firstOf('decision')]) {
      const again = `insert into outcome (decision_id, status) select id, 'EVIDENCE' from ${place} limit 1`;
      await expect(owner.query(again)).rejects.toMatchObject({ code: '23505' });
    }
    await log(['0 days']);
    await expect(app.query('delete from decision')).rejects.toMatchObject({ code: '42501' });
    await expect(app.query(`select from ${firstOf('decision')}`)).rejects.toMatchObject({ code: '42501' });
    await expect(app.query(`drop table ${firstOf('decision')}`)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('entries of the logs', () => {
  it('are kept for the shortest lawful period, whatever the setting', async () => {
    await open();
    await owner.query(`update retention_period set keep = '0 days', from_year_end = false`);
    await log(['0 seconds', '5 months', '7 months', '6 years']);
    await log(['1 month', '18 months', '23 months', '25 months'], 'residents.x.v1');
    await log(['2 years', '47 months', '6 years'], 'business.x.v1');
    await forgetAll();
    expect(await agesLeft()).toEqual([
      ...['0 seconds', '1 month', '5 months', '18 months', '23 months', '2 years', '47 months'],
    ]);
    expect(await counts()).toEqual({ decisions: 7, outcomes: 7, concerns: 7 });
    await expect(app.query(`update retention_period set keep = '0 days'`)).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('are kept for longer where the setting says so, and forever where there is none', async () => {
    await open();
    await owner.query(`update retention_period set keep = '1 year' where part = 'vehicles'`);
    await log(['7 months', '13 months']);
    await forgetAll();
    expect(await agesLeft()).toEqual(['7 months']);
    await owner.query(`delete from retention_period where kind = 'lookup'`);
    await log(['20 years']);
    await forgetAll();
    expect(await agesLeft()).toEqual(['7 months', '20 years']);
  });

  it('go with their month once no part of it need be kept', async () => {
    await open();
    await monthsOfThePast(75);
    await log(['1 month', '3 years', '6 years'], 'business.x.v1');
    await log(['6 years', '73 months'], 'residents.x.v1');
    const months = async (): Promise<number> => (await rows('select from log_partition')).length;
    const had = await months();
    while ((await app.query<{ n: number }>('select log_drop_month() as n')).rows[0]!.n);
    expect(await agesLeft()).toEqual(['1 month', '3 years']);
    expect(had - (await months())).toBeGreaterThanOrEqual(3 * 12);
    expect(await counts()).toEqual({ decisions: 2, outcomes: 2, concerns: 2 });
  });
});

describe('a month that was not made in time', () => {
  it('is made by the app role, takes its rows from the default partition, and each key stays one', async () => {
    await open();
    const [next] = await rows<{ name: string }>(
      `select name from log_partition where log = 'decision' and not is_first order by ends_at limit 1`,
    );
    await owner.query(`drop table ${next!.name}, ${next!.name.replace('decision', 'outcome')}`);
    const first = `first_id_at((select min(ends_at) from log_partition where log = 'concern' and is_first) + age::interval)`;
    // Version and variant of a UUIDv7.
    const soon = `overlay(overlay(${first}::text placing '7' from 15) placing '8' from 20)::uuid`;
    await log(['2 days'], 'vehicles.x.v1', soon);
    expect(await rows('select from decision_default')).toHaveLength(1);
    const ensure = async () =>
      (await app.query<{ n: number }>('select log_ensure_months(3) as n')).rows[0]!.n;
    expect([await ensure(), await ensure(), await ensure()]).toEqual([1, 1, 0]);
    expect(await rows('select from decision_default')).toEqual([]);
    expect(await rows(`select from ${next!.name}`)).toHaveLength(1);
    await expect(log(['2 days'], 'vehicles.x.v1', soon)).rejects.toMatchObject({ code: '23505' });
  });

  it('waits no longer for a reader than others may wait behind it', async () => {
    await open();
    await owner.query(
      `do $$ begin execute 'drop table ' || (select max(name) from log_partition where log = 'decision'); end $$`,
    );
    const tried = await whileHeld(database.appUrl, 'select from decision', () =>
      app.query('select log_ensure_months(3)').catch((error: unknown) => error),
    );
    expect(tried).toMatchObject({ code: '55P03' });
    expect((await app.query('select log_ensure_months(3) as n')).rows).toEqual([{ n: 1 }]);
  });
});

it('finds a decision and its outcome in the one partition of their month', async () => {
  await open();
  const session = await app.connect();
  await session.query('set plan_cache_mode = force_generic_plan');
  for (const sql of ['select from decision where id = $1', 'select from outcome where decision_id = $1']) {
    await session.query(`prepare one (uuid) as ${sql}`);
    const plan = await session.query<{ 'QUERY PLAN': string }>('explain (costs off) execute one (uuidv7())');
    await session.query('deallocate one');
    const scans = plan.rows.filter(({ 'QUERY PLAN': line }) => line.includes('Scan'));
    expect(scans).toEqual([{ 'QUERY PLAN': expect.stringMatching(/Index Only Scan using \w+_before_/) }]);
  }
  session.release();
});
