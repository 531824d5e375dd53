import type { ClientBase, Pool } from 'pg';
import { type TestDatabase, databaseConfig, eventually, testDatabase } from '#libs/test-kit';
import { register } from 'prom-client';
import { Background } from '../background/index.ts';
import { createUpkeepPool, lockKeys } from '../database/index.ts';
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
function replica(n: 0 | 1, portion: (database: ClientBase) => Promise<number>, lag?: string): Upkeep {
  const upkeep = new Upkeep(pools[n] as Pool, new Background());
  upkeep.add({ name: 'test', most: 2, everyMs: NEVER_MS, portion, ...(lag !== undefined && { lag }) });
  return upkeep;
}

async function valueOf(name: string): Promise<number | undefined> {
  const metric = await register.getSingleMetric(name)?.get();
  return metric?.values.find(({ labels }) => labels['task'] === 'test')?.value;
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
    const holder = await (pools[1] as Pool).connect();
    await holder.query('begin');
    await holder.query(`select pg_advisory_xact_lock(${lockKeys.commands})`);
    let asked = 0;
    const upkeep = replica(0, async (client) => {
      asked += 1;
      await client.query(`select pg_advisory_xact_lock(${lockKeys.commands})`);
      return 1;
    });
    await expect(upkeep.run('test')).resolves.toBe(0);
    expect(asked).toBe(1);
    await holder.query('rollback');
    holder.release();
    await expect(upkeep.run('test')).resolves.toBe(1);
  });
});
