import pg, { type ClientBase, type Pool } from 'pg';
import { type TestDatabase, databaseConfig, eventually, testDatabase, whileHeld } from '#libs/test-kit';
import { register } from 'prom-client';
import { Background } from '../background/index.ts';
import { createUpkeepPool, lockKeys } from '../database/index.ts';
import { walk } from './portions.ts';
import { Upkeep } from './upkeep.module.ts';

let database: TestDatabase;
let pools: Pool[];
const NEVER_MS = 3_600_000;

beforeAll(async () => {
  database = await testDatabase({ app: 'upkeep', migrations: [] });
  pools = [1, 2].map((n) => createUpkeepPool(databaseConfig(database.appUrl), `upkeep-${n}`));
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
});

/** An upkeep of one of two replicas, with one task; its loop is not started. */
function replica(
  n: 0 | 1,
  portion: (database: ClientBase) => Promise<number>,
  lag?: string,
  name = 'test',
): Upkeep {
  const upkeep = new Upkeep(pools[n] as Pool, new Background());
  upkeep.add({ name, most: 2, everyMs: NEVER_MS, portion, ...(lag !== undefined && { lag }) });
  return upkeep;
}

async function valueOf(name: string, task = 'test'): Promise<number | undefined> {
  const metric = await register.getSingleMetric(name)?.get();
  return metric?.values.find(({ labels }) => labels['task'] === task)?.value;
}

describe('a task of the upkeep', () => {
  it('is done in portions until one is short, and tells what is left and when it ended', async () => {
    const found = [2, 2, 1];
    const upkeep = replica(0, async () => found.shift() ?? 2, 'select 7 as seconds');
    await expect(upkeep.run('test')).resolves.toBe(5);
    expect(found).toEqual([]);
    await expect(valueOf('einmal_upkeep_lag_seconds')).resolves.toBe(7);
    await expect(valueOf('einmal_upkeep_last_success_timestamp_seconds')).resolves.toBeGreaterThan(0);
  });

  it('that has never come to its end is told by when its process began', async () => {
    const beganS = Math.floor(Date.now() / 1_000);
    const upkeep = replica(0, () => Promise.reject(new Error('planted')), undefined, 'never');
    await expect(upkeep.run('never')).rejects.toThrow('planted');
    const toldS = await valueOf('einmal_upkeep_last_success_timestamp_seconds', 'never');
    expect(toldS).toBeGreaterThanOrEqual(beganS);
  });

  it('is run by one replica at a time, and by another one after it', async () => {
    const running = Promise.withResolvers<number>();
    const begun = Promise.withResolvers<void>();
    const first = replica(0, () => {
      begun.resolve();
      return running.promise;
    });
    const second = replica(1, async () => 1);
    const result = first.run('test');
    await begun.promise;
    const meanwhile = await second.run('test');
    running.resolve(1);
    expect(meanwhile).toBe(0);
    await expect(result).resolves.toBe(1);
    await expect(second.run('test')).resolves.toBe(1);
  });

  it('gives its lock back when it fails, and tells a fault', async () => {
    const failing = replica(0, (client) => client.query('select 1/0').then(() => 0));
    await expect(failing.run('test')).rejects.toThrow('division by zero');
    const second = replica(1, async () => 1);
    await eventually(
      'the other replica runs it',
      () => second.run('test'),
      (done) => done === 1,
    );
  });

  it('does not wait long for what another one has locked, and tells no fault', async () => {
    const lock = `select pg_advisory_xact_lock(${lockKeys.commands})`;
    let asked = 0;
    const upkeep = replica(0, async (client) => {
      asked += 1;
      await client.query(lock);
      return 1;
    });
    await whileHeld(database.adminUrl, lock, () => expect(upkeep.run('test')).resolves.toBe(0));
    expect(asked).toBe(1);
    await expect(upkeep.run('test')).resolves.toBe(1);
  });
});

describe('a walk', () => {
  const idOf = (n: number): string => `00000000-0000-7000-8000-00000000000${n}`;
  /** Removes the parts of wholes, of which it may find more in one than a portion has room for. */
  const removeParts = `
    with next as materialized (select id from whole where id > $1 order by id limit $2),
    due as materialized (
      select n.id, p.n from next n cross join lateral (select p.n from part p where p.whole = n.id limit $2) p limit $2),
    gone as (delete from part where n in (select n from due))
    select (select count(*)::int from next) as seen, (select count(*)::int from due) as gone, (select id from next
      where (select count(*) from due) < $2 or id < (select id from due order by id desc limit 1)
      order by id desc limit 1) as last`;

  it('goes on where a full portion stopped, gets through with what was full, and begins again', async () => {
    const pool = new pg.Pool({ connectionString: database.migratorUrl });
    await pool.query(
      `create table whole (id uuid primary key); create table part (whole uuid, n int primary key)`,
    );
    await pool.query('insert into whole select unnest($1::uuid[])', [[1, 2, 3, 4].map(idOf)]);
    // The second one has more than a portion, the third has none.
    await pool.query('insert into part select unnest($1::uuid[]), generate_series(1, 7)', [
      [1, 2, 2, 2, 2, 4, 4].map(idOf),
    ]);
    const begun: unknown[] = [];
    const portion = walk(removeParts, 3);
    const client = await pool.connect();
    const seen = {
      query: (sql: string, values: unknown[]) => {
        begun.push(values[0]);
        return client.query(sql, values);
      },
    } as unknown as ClientBase;
    const found: number[] = [];
    for (let n = 0; n < 5; n += 1) found.push(await portion(seen));
    const { rowCount } = await pool.query('select from part');
    client.release();
    await pool.end();
    expect(rowCount).toBe(0);
    expect(found).toEqual([3, 3, 1, 3, 1]);
    const beginning = '00000000-0000-0000-0000-000000000000';
    expect(begun).toEqual([beginning, idOf(1), idOf(3), beginning, idOf(3)]);
  });
});
