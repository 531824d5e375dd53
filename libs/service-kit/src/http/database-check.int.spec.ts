import { Logger } from '@nestjs/common';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '#libs/test-kit';
import { unreadyIn } from '../errors/index.ts';
import { databaseCheck } from './database-check.ts';

let database: TestDatabase;
const logged: unknown[] = [];
beforeAll(async () => {
  database = await testDatabase({ app: 'kit', migrations: [] });
  const note = (entry: unknown): number => logged.push(entry);
  Logger.overrideLogger({ log: note, warn: note, error: note });
});
afterAll(() => database.drop());

it('a database that is read-only makes unready, in one sentence that is in the log once, until it is not', async () => {
  const admin = new pg.Client(database.adminUrl);
  await admin.connect();
  // A new connection for each: the setting is one of a session's beginning.
  const pool = new pg.Pool({ connectionString: database.appUrl, maxUses: 1 });
  const { check } = databaseCheck(pool);
  await check();
  await admin.query(`alter database "${database.name}" set default_transaction_read_only = on`);
  const sentence =
    'DATABASE_URL: the database is read-only (a standby, or default_transaction_read_only is on): name the primary there, or let it be written to; then this goes on by itself.';
  for (const _time of [1, 2])
    expect(unreadyIn(await check().catch((fault: unknown) => fault))?.message).toBe(sentence);
  expect(logged).toEqual([{ msg: sentence }]);
  await admin.query(`alter database "${database.name}" reset default_transaction_read_only`);
  await check();
  expect(logged.slice(1)).toEqual([{ msg: 'The database is written to again' }]);
  await Promise.all([pool.end(), admin.end()]);
});
