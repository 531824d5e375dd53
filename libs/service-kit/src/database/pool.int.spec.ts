import type { Pool } from 'pg';
import { register } from 'prom-client';
import { databaseConfig, testDatabase, type TestDatabase } from '#libs/test-kit';
import { authMigration } from '../auth/dpop-replay.migration.ts';
import { createPool } from './pool.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await testDatabase({ app: 'gateway', migrations: [authMigration('gateway_app')] });
  pool = createPool(databaseConfig(database.migratorUrl), 'pool', { lockTimeoutMs: 700 });
  await pool.query('create sequence tries');
  await pool.query('create table kept (try bigint)');
  // A sequence goes on when its transaction is rolled back.
  await pool.query(`
    create function victim(times bigint, state text) returns bigint language plpgsql as $$
    declare
      this bigint := nextval('tries');
    begin
      insert into kept values (this);
      if this <= times then raise exception 'ended for the sake of another' using errcode = state; end if;
      return this;
    end $$`);
});
beforeEach(() => pool.query(`truncate kept; alter sequence tries restart`));
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const victim = (times: number, state: string) => pool.query('select victim($1, $2)', [times, state]);
const kept = async () => (await pool.query<{ try: number }>('select try from kept')).rows;

describe('a statement of its own', () => {
  it.each(['40P01', '40001'])('is tried once more after %s, and leaves its effect once', async (state) => {
    expect((await victim(1, state)).rows).toEqual([{ victim: 2 }]);
    expect(await kept()).toEqual([{ try: 2 }]);
  });

  it('is not tried a third time, nor again after anything else', async () => {
    await expect(victim(2, '40P01')).rejects.toMatchObject({ code: '40P01' });
    await pool.query('alter sequence tries restart');
    await expect(victim(1, '23514')).rejects.toMatchObject({ code: '23514' });
    expect((await pool.query(`select nextval('tries')`)).rows).toEqual([{ nextval: 2 }]);
    expect(await kept()).toEqual([]);
  });
});

describe('a pool', () => {
  it('has its settings on each of its connections, and another pool has its own', async () => {
    const other = createPool(databaseConfig(database.migratorUrl), 'other');
    const settings = `select current_setting('lock_timeout') as lock, current_setting('application_name') as name`;
    const clients = await Promise.all([pool.connect(), pool.connect(), other.connect()]);
    const seen = await Promise.all(clients.map((client) => client.query(settings)));
    for (const client of clients) client.release();
    await other.end();
    expect(seen.map(({ rows }) => rows[0] as object)).toEqual([
      { lock: '700ms', name: 'pool' },
      { lock: '700ms', name: 'pool' },
      { lock: '0', name: 'other' },
    ]);
  });

  it('outlives a connection that is ended while somebody holds it', async () => {
    const held = await pool.connect();
    const gone = new Promise((resolve) => held.once('end', resolve));
    const { rows } = await held.query<{ pid: number }>('select pg_backend_pid() as pid');
    await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await gone;
    await expect(held.query('select 1')).rejects.toThrow('not queryable');
    held.release();
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});

describe('who waits for a connection', () => {
  it('is counted by the name of the pool, until the connection is there', async () => {
    const narrow = createPool(databaseConfig(database.migratorUrl), 'narrow', { size: 1 });
    const told = async (): Promise<readonly string[]> =>
      (await register.metrics()).split('\n').filter((line) => line.includes('pool="narrow"'));
    const held = await narrow.connect();
    const next = narrow.connect();
    expect(await told()).toEqual([
      'einmal_database_waiting{pool="narrow"} 1',
      'einmal_database_connections{pool="narrow",state="idle"} 0',
      'einmal_database_connections{pool="narrow",state="used"} 1',
    ]);
    held.release();
    (await next).release();
    expect(await told()).toEqual([
      'einmal_database_waiting{pool="narrow"} 0',
      'einmal_database_connections{pool="narrow",state="idle"} 1',
      'einmal_database_connections{pool="narrow",state="used"} 0',
    ]);
    await narrow.end();
  });
});
