import pg from 'pg';
import { runMigrations } from '#libs/service-kit';
import { testDatabase, type TestDatabase } from '#libs/test-kit';
import { approvalsLapseMigration } from './approvals-lapse.migration.ts';
import { migrations } from './index.ts';

const earlier = migrations.slice(0, migrations.indexOf(approvalsLapseMigration));

let database: TestDatabase;
let admin: pg.Client;
let app: pg.Client;
beforeAll(async () => {
  database = await testDatabase({ app: 'operator', migrations: earlier });
  [admin, app] = [database.migratorUrl, database.appUrl].map(
    (connectionString) => new pg.Client({ connectionString }),
  ) as [pg.Client, pg.Client];
  await Promise.all([admin.connect(), app.connect()]);
});
afterAll(async () => {
  await Promise.all([admin.end(), app.end()]);
  await database.drop();
});

/** A correction as a release writes it that knows no time. */
async function tried(): Promise<string> {
  const { rows } = await admin.query<{ id: string }>(
    `with letter as (
      insert into dead_letter (id, consumer_group, topic, origin, event_key, event_id, type, bytes, cause_code, cause,
        attempts, blocks_key, state, parked_at, changed_at)
      values (gen_random_uuid(), 'g', 't', 't/0/0', 'k', gen_random_uuid()::text, 't', 1, 'handler-failed', '', 1, true,
        'PARKED', now(), now())
      returning id)
    insert into correction (dead_letter_id, state, transform, reason, ticket, requested_by, requested_issuer, dry_run)
    select id, 'dry-run', '{}', 'r', 't', 'p_olga', 'issuer', '{"hash": "h"}' from letter returning id`,
  );
  return rows[0]!.id;
}

const approve = (id: string): Promise<unknown> =>
  app.query(
    `update correction set state = 'approved', approved_by = 'p_paul', approved_issuer = 'issuer',
       approved_at = clock_timestamp(), approved_hash = 'h' where id = $1`,
    [id],
  );

const isOverIn = async (id: string, span: string): Promise<boolean | undefined> =>
  (
    await admin.query<{ over: boolean }>(
      `select lapses_at <= clock_timestamp() + $2::interval as over from correction where id = $1`,
      [id, span],
    )
  ).rows[0]?.over;

it('ends what was approved without a time, and gives a time to whatever is approved without one', async () => {
  const [before, open] = [await tried(), await tried()];
  await approve(before);
  await runMigrations(database.migratorUrl, migrations);
  expect(await isOverIn(before, '0')).toBe(true);
  expect(await isOverIn(open, '1 year')).toBeNull();
  // As a process of before does during the roll-out.
  await approve(open);
  expect([await isOverIn(open, '14 minutes'), await isOverIn(open, '15 minutes')]).toEqual([false, true]);
});
