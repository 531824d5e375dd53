import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  answersAsBroker,
  createTopics,
  kafkaClient,
  orderedProducer,
  setAccessLists,
  setScramPasswords,
} from '#libs/kafka';
import {
  collectEvents,
  spawnService,
  testDatabase,
  testKafka,
  testKafkaWithAccounts,
  uniqueTopic,
  whileHeld,
} from './index.ts';

class CreateNotes1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table notes (id int primary key)');
    await runner.query('grant select, insert on notes to kit_app');
  }

  async down(): Promise<void> {}
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const options = { app: 'kit', migrations: [CreateNotes1700000000000] };

describe('whileHeld', () => {
  const lock = (id: number): string => `select pg_advisory_xact_lock(${id})`;

  it('counts those that wait for it, also behind another one, and nobody else', async () => {
    const database = await testDatabase(options);
    const { adminUrl } = database;
    await query(adminUrl, 'insert into notes values (1), (2)');
    const update = (id: number): Promise<unknown> =>
      query(adminUrl, `update notes set id = id where id = ${id}`);
    const row = (id: number): string => `select from notes where id = ${id} for update`;
    await whileHeld(adminUrl, row(1), (other) =>
      whileHeld(adminUrl, row(2), async (holder) => {
        const elsewhere = update(1);
        await other.waitedFor(1);
        expect(await holder.waiting()).toBe(0);
        const waiting = [update(2), update(2)];
        await holder.waitedFor(2);
        expect(await other.waiting()).toBe(1);
        await Promise.all([holder.letGo(), other.letGo(), elsewhere, ...waiting]);
      }),
    );
    await database.drop();
  });

  it('leaves nobody waiting behind work that fails', async () => {
    const database = await testDatabase(options);
    const { adminUrl } = database;
    let waiting: Promise<unknown> | undefined;
    const failing = whileHeld(adminUrl, lock(7), async ({ waitedFor }) => {
      waiting = query(adminUrl, lock(7));
      await waitedFor(1);
      throw new Error('the work fails');
    });
    await expect(failing).rejects.toThrow('the work fails');
    await waiting;
    await database.drop();
  });
});

describe('testDatabase', () => {
  it('gives every caller a migrated database of its own', async () => {
    const [one, other] = await Promise.all([testDatabase(options), testDatabase(options)]);
    await query(one.appUrl, 'insert into notes values (1)');
    expect(await query(one.appUrl, 'select id from notes')).toEqual([{ id: 1 }]);
    expect(await query(other.appUrl, 'select id from notes')).toEqual([]);
    await Promise.all([one.drop(), other.drop()]);
  });

  it('keeps the app role from altering tables and strangers from connecting', async () => {
    const database = await testDatabase(options);
    const stranger = await testDatabase({ app: 'stranger', migrations: [] });
    await expect(query(database.appUrl, 'alter table notes add x int')).rejects.toThrow('must be owner');
    await expect(query(database.appUrl, 'create table more (id int)')).rejects.toThrow('permission denied');
    const intruder = new URL(stranger.appUrl);
    intruder.pathname = `/${database.name}`;
    await expect(query(intruder.href, 'select 1')).rejects.toThrow('permission denied for database');
    await Promise.all([database.drop(), stranger.drop()]);
  });
});

describe('collectEvents', () => {
  it('reads what was produced, with keys, in the order of each partition', async () => {
    const topic = await uniqueTopic('kit.notes');
    const producer = orderedProducer(kafkaClient(await testKafka(), 'test-kit'));
    await producer.connect();
    await producer.send({
      topic,
      messages: [1, 2, 3].map((n) => ({ key: 'k', value: JSON.stringify({ n }) })),
    });
    await producer.disconnect();
    const collector = await collectEvents(topic);
    const events = await collector.until((seen) => seen.length === 3);
    await collector.stop();
    expect(events.map(({ key, value }) => [key, value['n']])).toEqual([
      ['k', 1],
      ['k', 2],
      ['k', 3],
    ]);
  });
});

describe('testKafkaWithAccounts', () => {
  it('lets in nobody without an account', async () => {
    const { bootstrapServers, username, password } = await testKafkaWithAccounts();
    expect(await answersAsBroker({ bootstrapServers, username, password })).toBe(true);
    expect(await answersAsBroker({ bootstrapServers, username, password: 'another' })).toBe(false);
    expect(await answersAsBroker(bootstrapServers)).toBe(false);
  });

  it('lets an account do what an access list says, and nothing else', async () => {
    const admin = await testKafkaWithAccounts();
    const [mine, others] = ['kit.mine.v1', 'kit.others.v1'];
    await createTopics(admin, [{ topic: mine }, { topic: others }]);
    await setScramPasswords(admin, { clerk: 'a password' });
    await setAccessLists(
      admin,
      ['clerk'],
      [{ principal: 'clerk', resource: 'topic', name: mine, may: ['write', 'describe'] }],
    );
    const clerk = { ...admin, username: 'clerk', password: 'a password' };
    const producer = kafkaClient(clerk, 'clerk', { retry: { retries: 0 } }).producer();
    await producer.connect();
    const send = (topic: string): Promise<unknown> => producer.send({ topic, messages: [{ value: 'x' }] });
    await expect(send(mine)).resolves.toHaveLength(1);
    await expect(send(others)).rejects.toThrow(/not authorized/i);
    await producer.disconnect();
  });
});

describe('spawnService', () => {
  it('says why an app did not start, by the last lines of its log', async () => {
    await expect(spawnService('residents', {})).rejects.toThrow(/did not become ready:[^]*DATABASE_URL/);
  });
});
