import pg from 'pg';
import { Background, retentionPeriodsMigration, Upkeep } from '#libs/service-kit';
import { type TestDatabase, testDatabase } from '#libs/test-kit';
import { inboxMigration } from './inbox.migration.ts';
import { inboxSweepMigrations } from './inbox-sweeps.migration.ts';
import { inboxUpkeepMigrations } from './inbox-upkeep.migration.ts';
import { keepInbox } from './inbox-upkeep.ts';

const role = 'inbox_app';
const migrations = [
  inboxMigration(role),
  retentionPeriodsMigration(role, [
    { kind: 'inbox-event', keep: '30 days', basis: 'test' },
    { kind: 'parked-event', keep: '90 days', basis: 'test' },
  ]),
  ...inboxUpkeepMigrations(role),
  ...inboxSweepMigrations,
];
const pools: pg.Pool[] = [];
let database: TestDatabase;
let owner: pg.Pool;
let upkeep: Upkeep;

beforeEach(async () => {
  database = await testDatabase({ app: 'inbox', migrations });
  const open = (connectionString: string): pg.Pool => {
    const pool = new pg.Pool({ connectionString });
    pools.push(pool);
    return pool;
  };
  owner = open(database.migratorUrl);
  upkeep = new Upkeep(open(database.appUrl), new Background());
  keepInbox(upkeep);
  await owner.query(`
    insert into inbox_event (consumer_group, event_id, handled_at)
    select 'g', age, now() - age::interval from unnest('{6 days,8 days,31 days}'::text[]) as age;
    insert into inbox_parked (consumer_group, event_id, key, type, topic, "partition", "offset", origin, payload,
      cause_code, cause, attempts, blocks_key, state, changed_at, announced_at)
    select 'g', state || ' ' || age, 'k', 't', 't', 0, 0, 'o', '', 'c', '', 1, true, state,
      now() - age::interval, case when state <> 'DISCARDED' then now() - age::interval end
    from unnest('{6 days,8 days,91 days}'::text[]) as age, unnest('{PARKED,REDRIVEN,DISCARDED}'::text[]) as state`);
});

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.end()));
  await database.drop();
});

const left = async (table: string): Promise<string[]> => {
  const sql = `select event_id as id from ${table} order by length(event_id), event_id`;
  return (await owner.query<{ id: string }>(sql)).rows.map(({ id }) => id);
};
const unsettled = ['PARKED 6 days', 'PARKED 8 days', 'PARKED 91 days'];
const unannounced = ['DISCARDED 6 days', 'DISCARDED 8 days', 'DISCARDED 91 days'];

describe('the inbox', () => {
  it('forgets what was handled or settled long ago, and nothing that waits or was not announced', async () => {
    await expect(upkeep.run('inbox')).resolves.toBe(1);
    expect(await left('inbox_event')).toEqual(['6 days', '8 days']);
    expect(new Set(await left('inbox_parked'))).toEqual(
      new Set([...unsettled, ...unannounced, 'REDRIVEN 6 days', 'REDRIVEN 8 days']),
    );
  });

  it('remembers an event for as long as Kafka may bring it again, whatever the setting', async () => {
    await owner.query(`update retention_period set keep = '0 days'`);
    await upkeep.run('inbox');
    expect(await left('inbox_event')).toEqual(['6 days']);
    expect(new Set(await left('inbox_parked'))).toEqual(
      new Set([...unsettled, ...unannounced, 'REDRIVEN 6 days']),
    );
  });
});
