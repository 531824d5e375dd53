import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import pg from 'pg';
import { actsFor } from '#libs/register-kit';
import { createPool, runMigrations } from '#libs/service-kit';
import { databaseConfig, testDatabase, type TestDatabase } from '#libs/test-kit';
import { lockValues } from '../registration.rules.ts';
import { aResident } from '../resident.builder.ts';
import { type Lock, lockKinds } from '../resident-parts.ts';
import { residents } from '../residents.register.ts';
import { migrations } from './index.ts';
import { LockColumns1795831000000 } from './lock-columns.migration.ts';

const before = migrations.slice(0, migrations.indexOf(LockColumns1795831000000));
const information: Lock = { kind: 'INFORMATION', since: '2026-01-01', until: '2028-01-01' };
const NEVER = '9999-12-31';

let database: TestDatabase;
let app: pg.Pool;
let owner: pg.Pool;

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

async function insert(pool: pg.Pool, locks: unknown, columns: object = {}): Promise<string> {
  const id = randomUUID();
  const record = Object.entries({ ...columns, locks, pseudonymVersion: 1 });
  const members = [...Object.entries(aResident({ id })), ...record];
  const row = Object.fromEntries(members.map(([name, value]) => [snakeCase(name), value as unknown]));
  await pool.query('insert into residents select (jsonb_populate_record(null::residents, $1)).*', [
    JSON.stringify(row),
  ]);
  return id;
}

async function columnsOf(id: string): Promise<object> {
  const { rows } = await owner.query<object>(
    `select information_locked_until::text as "informationLockedUntil",
       conditional_lock as "conditionalLock", former_names_sealed as "formerNamesSealed"
     from residents where id = $1`,
    [id],
  );
  return rows[0] ?? {};
}

beforeAll(async () => {
  database = await testDatabase({ app: 'residents', migrations: before });
  app = createPool(databaseConfig(database.appUrl, 2), 'app', actsFor(residents, undefined));
  owner = new pg.Pool({ connectionString: database.migratorUrl, max: 2 });
});
afterAll(async () => {
  await Promise.all([app.end(), owner.end()]);
  await database.drop();
});

describe('the columns that follow from the locks', () => {
  it('are closed for rows of before, and a lock without a stored one does not block the migration', async () => {
    const hidden = await insert(owner, [[information]]);
    const deeper = await insert(owner, [[[{ ...information, kind: 'CONDITIONAL' }], []]]);
    const unreadable = await insert(owner, [{ kind: 'information', since: '2026-01-01' }]);
    const scalar = await insert(owner, ['INFORMATION']);
    const none = await insert(owner, []);
    const columnAlone = await insert(owner, [], { informationLockedUntil: '2030-01-01' });
    await runMigrations(database.migratorUrl, migrations);
    expect(await columnsOf(hidden)).toMatchObject({ informationLockedUntil: '2028-01-01' });
    expect(await columnsOf(deeper)).toEqual({
      informationLockedUntil: null,
      conditionalLock: true,
      formerNamesSealed: false,
    });
    for (const id of [unreadable, scalar]) {
      expect(await columnsOf(id)).toMatchObject({ informationLockedUntil: NEVER });
    }
    expect(await columnsOf(none)).toMatchObject({ informationLockedUntil: null, conditionalLock: false });
    expect(await columnsOf(columnAlone)).toMatchObject({ informationLockedUntil: '2030-01-01' });
  });

  it.each<[string, unknown, object]>([
    ['a lock that the column does not know', [information], {}],
    ['a lock in a list inside the list', [[information]], {}],
    ['a column without its lock', [], { informationLockedUntil: '2030-01-01' }],
    ['an earlier end than the lock’s', [information], { informationLockedUntil: '2027-01-01' }],
    ['a conditional lock that the column does not know', [{ ...information, kind: 'CONDITIONAL' }], {}],
    ['a column for sealed names without its lock', [], { formerNamesSealed: true }],
  ])('cannot disagree with them: %s', async (_, locks, columns) => {
    await expect(insert(app, locks, columns)).rejects.toMatchObject({ constraint: 'residents_locks_agree' });
  });

  it('cannot be parted from them later, nor can the constraint be dropped by the service', async () => {
    const id = await insert(app, [information], lockValues([information]));
    for (const change of ['information_locked_until = null', `locks = '[]'`, 'conditional_lock = true']) {
      await expect(app.query(`update residents set ${change} where id = $1`, [id])).rejects.toMatchObject({
        constraint: 'residents_locks_agree',
      });
    }
    await expect(
      app.query('alter table residents drop constraint residents_locks_agree'),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('are what the rules make of any locks', async () => {
    const day = fc
      .date({ min: new Date('1970-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const lock = fc.record<Lock>(
      { kind: fc.constantFrom(...lockKinds), since: day, until: fc.option(day) },
      { requiredKeys: ['kind', 'since'] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(lock, { maxLength: 4 }), async (locks) => {
        const { informationLockedUntil, conditionalLock, formerNamesSealed } = lockValues(locks);
        const { rows } = await owner.query<object>(
          `select residents_information_lock($1)::text as "informationLockedUntil",
             residents_has_lock($1, 'CONDITIONAL') as "conditionalLock",
             residents_has_lock($1, 'CIVIL_STATUS') as "formerNamesSealed"`,
          [JSON.stringify(locks)],
        );
        expect(rows[0]).toEqual({ informationLockedUntil, conditionalLock, formerNamesSealed });
      }),
    );
  });
});
