import { eventually, testDatabase, type TestDatabase } from '#libs/test-kit';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { authMigration } from '../auth/dpop-replay.migration.ts';
import { describeFault } from '../logging/describe-fault.ts';
import { databaseTrouble, refusalInTrouble, repeatedOnce } from './database-trouble.ts';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await testDatabase({ app: 'gateway', migrations: [authMigration('gateway_app')] });
  pool = new pg.Pool({ connectionString: database.migratorUrl, max: 4 });
  pool.on('error', () => undefined);
  await pool.query('create table pair (id int primary key, n int not null)');
  await pool.query('insert into pair values (1, 0), (2, 0)');
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** Resolves for both once both have come. */
function meeting(): () => Promise<void> {
  let come = 0;
  let open = (): void => undefined;
  const both = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    if (++come >= 2) open();
    return both;
  };
}

/** Locks one row, meets the other transaction, and wants the other's row. */
async function crossing(first: number, second: number, met: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('update pair set n = n + 1 where id = $1', [first]);
    await met();
    await client.query('update pair set n = n + 1 where id = $1', [second]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

describe('PostgreSQL', () => {
  it('ends one of two transactions that wait for each other: it is busy', async () => {
    const met = meeting();
    const outcomes = await Promise.allSettled([crossing(1, 2, met), crossing(2, 1, met)]);
    const [failed] = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(failed?.reason).toMatchObject({ code: '40P01' });
    expect(refusalInTrouble(failed?.reason)).toMatchObject({ code: 'overloaded' });
  });

  it('lets both through when the one that was ended runs again', async () => {
    const met = meeting();
    const before = await pool.query<{ sum: string }>('select sum(n) from pair');
    await Promise.all([repeatedOnce(() => crossing(1, 2, met)), repeatedOnce(() => crossing(2, 1, met))]);
    const after = await pool.query<{ sum: string }>('select sum(n) from pair');
    expect(Number(after.rows[0]?.sum) - Number(before.rows[0]?.sum)).toBe(4);
  });

  it('says of itself that it is away: while asked, and when asked anew', async () => {
    const client = await pool.connect();
    client.on('error', () => undefined);
    await database.whileAway(async () => {
      expect(databaseTrouble(await client.query('select 1').catch((error: unknown) => error))).toBe('away');
      client.release(true);
      expect(databaseTrouble(await pool.query('select 1').catch((error: unknown) => error))).toBe('away');
    });
    expect((await pool.query('select 1')).rowCount).toBe(1);
  });

  it('is away for TypeORM when it goes between two statements of a transaction', async () => {
    const source = await new DataSource({ type: 'postgres', url: database.migratorUrl }).initialize();
    const error: unknown = await source
      .transaction(async (manager) => {
        const [{ pid }] = await manager.query<[{ pid: number }]>('select pg_backend_pid() as pid');
        await pool.query('select pg_terminate_backend($1)', [pid]);
        await eventually('TypeORM has noticed', () => manager.queryRunner?.isReleased);
        await manager.query('select 1');
      })
      .catch((caught: unknown) => caught);
    await source.destroy();
    expect(databaseTrouble(error)).toBe('away');
    expect(refusalInTrouble(error)).toMatchObject({ code: 'not-ready' });
  });

  it.each([
    ['no id', 'select $1::uuid', 'zzz-secret'],
    ['no instant', 'select $1::timestamptz', '2026-99-99secret'],
    ['NUL', 'select $1::text', 'secret\0'],
  ])('quotes %s, and no log does; it is a fault and no trouble', async (_, sql, value) => {
    const error: unknown = await pool.query(sql, [value]).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Error);
    expect(databaseTrouble(error)).toBeUndefined();
    expect(JSON.stringify(describeFault(error))).not.toContain('secret');
  });
});
