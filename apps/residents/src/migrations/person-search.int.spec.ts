import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { runMigrations } from '#libs/service-kit';
import { testDatabase, type TestDatabase } from '#libs/test-kit';
import { aHome, aResident } from '../resident.builder.ts';
import { migrations } from './index.ts';
import { personSearchMigrations } from './person-search.migration.ts';

const [, fill] = personSearchMigrations;
const [beforeTable, beforeFill] = personSearchMigrations.map((each) =>
  migrations.slice(0, migrations.indexOf(each)),
) as [typeof migrations, typeof migrations];

/** More than two portions. */
const MANY = 1_200;

let database: TestDatabase;
let owner: pg.Pool;

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

beforeAll(async () => {
  database = await testDatabase({ app: 'residents', migrations: beforeTable });
  owner = new pg.Pool({ connectionString: database.migratorUrl, max: 2 });
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const insert = async (residents: readonly object[]): Promise<void> => {
  const rows = residents.map((resident) =>
    Object.fromEntries(Object.entries(resident).map(([name, value]) => [snakeCase(name), value as unknown])),
  );
  await owner.query(
    'insert into residents select r.* from jsonb_populate_recordset(null::residents, $1::jsonb) r',
    [JSON.stringify(rows)],
  );
};
const count = async (): Promise<number> => {
  const { rows } = await owner.query<{ n: number }>('select count(*)::int as n from resident_search');
  return rows[0]?.n ?? 0;
};

describe('the search entries of residents who are there already', () => {
  it('are made in portions, also of records that earlier faults left wrong, and again after a kill', async () => {
    await insert(Array.from({ length: MANY }, () => aResident({ id: randomUUID() })));
    const [odd, sealed] = [randomUUID(), randomUUID()];
    const listInList = [aHome()] as never;
    await insert([
      aResident({ id: odd, addresses: [listInList, aHome({ street: 'Odd Str.' })] }),
      aResident({
        id: sealed,
        birthName: 'Vormals',
        locks: [{ kind: 'CIVIL_STATUS', since: '2026-01-01' }],
        formerNamesSealed: true,
      }),
    ]);
    await runMigrations(database.migratorUrl, beforeFill);
    await owner.query('insert into resident_search select id, $1, $2 from residents limit 700', ['left', []]);
    const filled = migrations.slice(0, beforeFill.length + 1);
    expect(await runMigrations(database.migratorUrl, filled)).toEqual([fill && new fill().name]);
    expect(await count()).toBe((MANY + 2) * 2);
    const { rows } = await owner.query<{ key: string }>(
      'select key from resident_search where record_id = any($1::uuid[]) order by record_id = $2, key',
      [[odd, sealed], sealed],
    );
    expect(rows.map(({ key }) => key)).toEqual([
      'at;03241001;MUSTER;ODDSTRASSE',
      'born;03241001;MUSTER;1980-05-17',
      'at;03241001;MUSTER;BEISPIELWEG',
      'born;03241001;MUSTER;1980-05-17',
    ]);
  });
});
