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

  it('keeps the app role from reading who was told what', async () => {
    await denied('select outcome from disclosure_log');
  });
}

const columnOf = (table: string): string => (table === 'disclosure_log' ? 'at' : 'recorded_at');
