import { permitRoleOf } from '#libs/contracts';
import type { RegisterRecord } from '#libs/register-kit';
import type { RegisterUnderTest } from './register-under-test.ts';

/** What the role that serves requests must not be able to do. */
export function describeRights<T extends RegisterRecord>(opened: () => RegisterUnderTest<T>): void {
  const denied = async (sql: string): Promise<void> => {
    await expect(opened().pool.query(sql)).rejects.toMatchObject({ code: '42501' });
  };

  it('keeps the app role from altering tables', async () => {
    await denied(`alter table ${opened().table} add column sneaked text`);
    await denied(`drop table ${opened().history}`);
    await denied('create table sneaked (id int)');
  });

  it('keeps the app role from rewriting history and disclosure log', async () => {
    for (const table of [opened().history, 'disclosure_log']) {
      await denied(`update ${table} set recorded_at = now()`.replace('recorded_at', columnOf(table)));
      await denied(`delete from ${table}`);
      await denied(`truncate ${table}`);
    }
    await denied(`delete from ${opened().table}`);
  });

  it('keeps the app role from reading who was told what, and from saying so', async () => {
    await denied('select outcome from disclosure_log');
    await denied(`insert into disclosure_log (decision_id) values (gen_random_uuid())`);
    await denied('select disclosures_answered(array[gen_random_uuid()])');
    await denied('select disclosure_recalled(gen_random_uuid())');
  });

  it('lets the role of permits read what is kept, and no more', async () => {
    const { table, history, contract, pool } = opened();
    const id = await opened().register();
    const client = await pool.connect();
    const inRole = async (sql: string, authorities = '*') => {
      try {
        await client.query('begin');
        await client.query(`set local role ${permitRoleOf(contract.register.name)}`);
        await client.query(`select set_config('einmal.authorities', $1, true)`, [authorities]);
        return (await client.query(sql)).rowCount;
      } finally {
        await client.query('rollback');
      }
    };
    const read = `select from ${table} where id = '${id}'`;
    try {
      expect([await inRole(read), await inRole(read, 'another-office')]).toEqual([1, 0]);
      for (const sql of [
        `update ${table} set version = version`,
        `delete from ${table}`,
        `insert into ${table} select * from ${table}`,
        `select from ${history}`,
        'select from outbox',
        'select outcome from disclosure_log',
        'delete from disclosure_log',
      ])
        await expect(inRole(sql)).rejects.toMatchObject({ code: '42501' });
    } finally {
      client.release();
    }
  });
}

const columnOf = (table: string): string => (table === 'disclosure_log' ? 'at' : 'recorded_at');
