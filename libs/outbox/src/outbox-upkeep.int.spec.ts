import pg from 'pg';
import { Background, Upkeep } from '#libs/service-kit';
import { eventually, type TestDatabase, testDatabase } from '#libs/test-kit';
import type { Removal } from './outbox-retention.ts';
import { keepOutbox } from './outbox-upkeep.ts';
import { outboxMigrations } from './testing/outbox-stand.ts';

let database: TestDatabase;
let app: pg.Pool;
let owner: pg.Pool;
let upkeep: Upkeep;
const removals: Removal[] = [];

beforeAll(async () => {
  database = await testDatabase({ app: 'outbox', migrations: outboxMigrations });
  app = new pg.Pool({ connectionString: database.appUrl });
  owner = new pg.Pool({ connectionString: database.migratorUrl });
  upkeep = new Upkeep(app, new Background());
  keepOutbox(upkeep, 1, (found) => removals.push(...found));
});

afterAll(async () => {
  await Promise.all([app.end(), owner.end()]);
  await database.drop();
});

const append = (ago: string) =>
  app.query(
    `insert into outbox (event_id, key, payload, created_at)
     values (gen_random_uuid(), 'k', '{}', now() - $1::interval)`,
    [ago],
  );

describe('the upkeep of an outbox', () => {
  it('makes days ahead though no relay takes over, so that none lands in the default partition', async () => {
    await owner.query(`do $$ declare old text; begin
      for old in select inhrelid::regclass from pg_inherits
        where inhparent = 'outbox'::regclass and inhrelid <> 'outbox_default'::regclass
      loop execute 'drop table ' || old; end loop; end $$`);
    await expect(upkeep.run('outbox-days-ahead')).resolves.toBe(15);
    await append('0 days');
    expect((await owner.query('select from outbox_default')).rowCount).toBe(0);
  });

  it('judges the days that are due and tells what became of each', async () => {
    await append('4 days');
    await upkeep.run('outbox-days-due');
    expect(removals).toMatchObject([{ verdict: 'unpublished', held: 1, expected: 0 }]);
  });

  it('comes back soon to a day that somebody is at work on', async () => {
    const writer = await app.connect();
    const background = new Background();
    let busy = 0;
    keepOutbox(new Upkeep(app, background), 1, (found) => {
      busy += found.filter(({ verdict }) => verdict === 'busy').length;
    });
    try {
      await writer.query('begin');
      await writer.query(`insert into outbox (event_id, key, payload, created_at)
        values (gen_random_uuid(), 'k', '{}', now() - interval '4 days')`);
      background.onApplicationBootstrap();
      await eventually(
        'it was judged again',
        () => busy,
        (times) => times > 1,
      );
    } finally {
      await background.onApplicationShutdown();
      await writer.query('rollback');
      writer.release();
    }
  });
});
