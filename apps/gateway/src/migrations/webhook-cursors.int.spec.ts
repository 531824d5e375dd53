import pg from 'pg';
import { runMigrations } from '#libs/service-kit';
import { eventually, testDatabase, type TestDatabase } from '#libs/test-kit';
import { aPolicy } from '../policy/policy.builder.ts';
import { applyPolicy } from '../policy/policy.writer.ts';
import { gatewayMigrations } from './index.ts';
import { WebhookCursors1795910400000 } from './webhook-cursors.migration.ts';

const id = (n: number): string => `018f0000-0000-7000-8000-00000000000${n}`;
const callbacks = ['paused', 'gone'].map((name) => ({
  id: name,
  authority: 'parking',
  url: `https://hooks.example/${name}`,
}));

/** By hand: the policy's writer of today knows columns of later. */
async function plantCallbacks({ migratorUrl }: TestDatabase): Promise<void> {
  const owner = new pg.Client({ connectionString: migratorUrl });
  await owner.connect();
  await owner.query("insert into policy_authority (id, name, active) values ('parking', 'Parking', true)");
  await owner.query(
    `insert into policy_callback (id, authority, url, active)
     select id, authority, url, true from jsonb_to_recordset($1) as g(id text, authority text, url text)`,
    [JSON.stringify(callbacks)],
  );
  await owner.end();
}

const before = `
insert into webhook_callback (callback_id, failures, paused_until, disabled, lease, leased_until) values
  ('paused', 2, '2100-01-01', null, null, '-infinity'),
  ('gone', 1, '-infinity', 'GONE', '${id(9)}', '2099-01-01');
insert into webhook_secret (id, callback_id, sealed) values ('${id(8)}', 'gone', 'sealed');
insert into subscription (id, client_id, authority, purpose, register, event_types, by_will, callback, valid_until,
  last_position)
select f.id, 'parking-hannover', 'parking', 'permit', 'residents', '{resident.moved.v1}', false, f.callback,
  '2100-01-01', f.last
from (values ('${id(1)}'::uuid, 'paused', 5), ('${id(2)}', 'gone', 3), ('${id(3)}', null, 3)) as f(id, callback, last);
insert into webhook_lane (subscription_id, position, attempts, due_at) values ('${id(1)}', 4, 3, '2099-01-01');
insert into webhook_delivery (subscription_id, position, event_id, event_type, state, attempts, last_result,
  again_due_at, again_attempts) values
  ('${id(1)}', 2, '${id(7)}', 'resident.moved.v1', 'DELIVERED', 1, 'delivered', '2098-01-01', 1);
`;

/** The later one is stored first, so that an append to both comes to it first. */
const followers = `
insert into subscription (id, client_id, authority, purpose, register, event_types, by_will, callback, valid_until)
select f.id, 'parking-hannover', 'parking', 'permit', 'residents', '{resident.moved.v1}', false, 'paused', '2100-01-01'
from (values ('${id(2)}'::uuid), ('${id(1)}')) as f(id)`;

const lockCursor = 'select 1 from webhook_cursor where stream = $1 for update nowait';

describe('the heads of cursors', () => {
  it('move in the order in which an activation locks them, so that neither waits in a circle', async () => {
    const database = await testDatabase({ app: 'gateway', migrations: gatewayMigrations });
    await applyPolicy(database.migratorUrl, aPolicy({ callbacks }));
    const pool = new pg.Pool({ connectionString: database.appUrl, max: 4 });
    const activation = await pool.connect();
    try {
      await pool.query(followers);
      await activation.query('begin');
      await activation.query(lockCursor, [id(1)]);
      const append = pool.query('update subscription set last_position = last_position + 1');
      await eventually('the append waits for the first cursor', async () => {
        const { rows } = await pool.query(
          "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        );
        return rows.length === 1;
      });
      await activation.query(lockCursor, [id(2)]);
      await activation.query('commit');
      await append;
      const { rows } = await pool.query('select head::int from webhook_cursor');
      expect(rows).toEqual([{ head: 1 }, { head: 1 }]);
    } finally {
      activation.release();
      await pool.end();
      await database.drop();
    }
  });
});

describe('webhooks that were under way', () => {
  it('go on where they were', async () => {
    const earlier = gatewayMigrations.slice(0, gatewayMigrations.indexOf(WebhookCursors1795910400000));
    const database = await testDatabase({ app: 'gateway', migrations: earlier });
    await plantCallbacks(database);
    const pool = new pg.Pool({ connectionString: database.appUrl, max: 1 });
    const read = async (text: string): Promise<unknown> => (await pool.query(text)).rows;
    try {
      await pool.query(before);
      await runMigrations(database.migratorUrl, gatewayMigrations);
      expect(
        await read('select id, failures, disabled, due_at::text, lease from webhook_receiver order by id'),
      ).toEqual([
        { id: 'gone', failures: 1, disabled: 'GONE', due_at: 'infinity', lease: null },
        {
          id: 'paused',
          failures: 2,
          disabled: null,
          due_at: expect.stringContaining('2100-01-01'),
          lease: null,
        },
      ]);
      expect(await read('select receiver, sealed::text from webhook_secret')).toEqual([
        { receiver: 'gone', sealed: `\\x${Buffer.from('sealed').toString('hex')}` },
      ]);
      await pool.query('update subscription set last_position = last_position + 1');
      const cursors = `select stream, redelivery::int, receiver, position::int, head::int, attempts,
        extract(year from due_at)::float8 as year from webhook_cursor order by stream, redelivery`;
      expect(await read(cursors)).toEqual([
        { stream: id(1), redelivery: 0, receiver: 'paused', position: 4, head: 6, attempts: 3, year: 2099 },
        { stream: id(1), redelivery: 2, receiver: 'paused', position: 1, head: 2, attempts: 1, year: 2098 },
        {
          stream: id(2),
          redelivery: 0,
          receiver: 'gone',
          position: 0,
          head: 4,
          attempts: 0,
          year: -Infinity,
        },
      ]);
      expect(await read('select stream, position::int, state from webhook_delivery')).toEqual([
        { stream: id(1), position: 2, state: 'DELIVERED' },
      ]);
    } finally {
      await pool.end();
      await database.drop();
    }
  });
});
