import { randomBytes } from 'node:crypto';
import { Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { testDatabase, type TestDatabase, whileHeld } from '#libs/test-kit';
import { HOT_POOL, migrationOf } from '../database/index.ts';
import { StartRefused } from '../errors/index.ts';
import { demandFittingKeys, FittingKeysModule, keyStore, pseudonymKeys, pseudonymVersions } from './index.ts';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  const migrations = [
    migrationOf('Named1797154000000', ['create table named (name text)']),
    pseudonymVersions(1797154000001, ['named']),
    pseudonymKeys(1797154000002, 'keys_app'),
  ];
  database = await testDatabase({ app: 'keys', migrations });
  pool = new pg.Pool({ connectionString: database.appUrl });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const aKey = (setting: string, version = 1) =>
  keyStore.pseudonyms(setting, `${version}:${randomBytes(32).toString('base64url')}`);
const starting = (...keys: ReturnType<typeof aKey>[]) => demandFittingKeys(pool, keys);
const otherKey =
  'NAMING_KEY is not the key that this database was written with as version 1: give that one, since another one would name other subjects (docs/keys.md).';

describe('the keys of pseudonyms at a start', () => {
  it('are those of the first use, and no other one is taken', async () => {
    const [first, other] = [aKey('NAMING_KEY'), aKey('OTHER_KEY')];
    await starting(first, other);
    await expect(starting(first, other)).resolves.toBeUndefined();
    await expect(starting(aKey('NAMING_KEY'), other)).rejects.toThrow(new StartRefused(otherKey));
    await expect(starting(first, { ...first, setting: 'OTHER_KEY' })).rejects.toThrow(/^OTHER_KEY is not/);
    await expect(starting(first)).resolves.toBeUndefined();
  });

  it('are one, however many processes with different ones begin at once', async () => {
    // All have looked before the first one writes.
    const lock = 'lock table pseudonym_key in share mode';
    const tried = await whileHeld(database.adminUrl, lock, async ({ waitedFor, letGo }) => {
      const trying = Promise.allSettled(Array.from({ length: 8 }, () => starting(aKey('KEY_OF_REPLICAS'))));
      await waitedFor(8);
      await letGo();
      return trying;
    });
    expect(tried.map(({ status }) => status).toSorted()).toEqual([
      'fulfilled',
      ...Array<string>(7).fill('rejected'),
    ]);
  });

  it('are of the version that rows are written under, and those of before stay known behind a re-keying', async () => {
    const [one, two] = [aKey('REPLACED_KEY'), aKey('REPLACED_KEY', 2)];
    await starting(one);
    await expect(starting(two)).rejects.toThrow(
      /^REPLACED_KEY is of version 2, but table named of this database is written under version 1/,
    );
    const owner = new pg.Client({ connectionString: database.migratorUrl });
    await owner.connect();
    const version = (of: number) =>
      owner.query(`alter table named alter column pseudonym_version set default ${of}`);
    try {
      await version(2);
      await expect(starting(two)).resolves.toBeUndefined();
      await expect(starting(one)).rejects.toThrow(StartRefused);
      await version(1);
      await expect(starting(aKey('REPLACED_KEY'))).rejects.toThrow(StartRefused);
      await expect(starting(one)).resolves.toBeUndefined();
    } finally {
      await owner.end();
    }
  });

  it('leave a digest that says nothing of them, and that the app cannot change', async () => {
    const key = aKey('TOLD_KEY');
    await starting(key);
    await expect(pool.query('update pseudonym_key set check_value = check_value')).rejects.toThrow(
      /permission denied/,
    );
    await expect(pool.query('delete from pseudonym_key')).rejects.toThrow(/permission denied/);
    const { rows } = await pool.query<{ check_value: string }>(
      `select check_value from pseudonym_key where setting = 'TOLD_KEY'`,
    );
    expect(rows).toEqual([{ check_value: expect.stringMatching(/^[\w-]{43}$/) as string }]);
  });

  it('are compared before anything of the process begins to work', async () => {
    let begun = 0;
    @Injectable()
    class Worker implements OnModuleInit {
      onModuleInit(): void {
        begun += 1;
      }
    }
    @Module({})
    class Database {}
    const besides = {
      module: Database,
      global: true,
      providers: [Worker, { provide: HOT_POOL, useValue: pool }],
      exports: [HOT_POOL],
    };
    const begin = async (key: ReturnType<typeof aKey>): Promise<void> => {
      @Module({ imports: [besides, FittingKeysModule.for([key])] })
      class Service {}
      const options = { logger: false as const, abortOnError: false };
      await (await NestFactory.createApplicationContext(Service, options)).close();
    };
    await begin(aKey('KEY_OF_WORKERS'));
    expect(begun).toBe(1);
    await expect(begin(aKey('KEY_OF_WORKERS'))).rejects.toThrow(/^KEY_OF_WORKERS is not/);
    expect(begun).toBe(1);
  });
});
