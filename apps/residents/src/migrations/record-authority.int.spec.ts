import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { competentFor } from '#libs/register-kit';
import { runMigrations } from '#libs/service-kit';
import { testDatabase, type TestDatabase } from '#libs/test-kit';
import { aHome, aResident } from '../resident.builder.ts';
import { type Address, lastHome } from '../resident-parts.ts';
import { residents } from '../residents.register.ts';
import { migrations } from './index.ts';

const ours = migrations.findIndex((each) => new each().name?.startsWith('RecordAuthority'));
const before = migrations.slice(0, ours);

let database: TestDatabase;
let owner: pg.Pool;

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

async function plant(addresses: unknown, columns: object = {}): Promise<string> {
  const id = randomUUID();
  const members = [...Object.entries(aResident({ id })), ...Object.entries({ ...columns, addresses })];
  const row = Object.fromEntries(members.map(([name, value]) => [snakeCase(name), value as unknown]));
  await owner.query('insert into residents select (jsonb_populate_record(null::residents, $1)).*', [
    JSON.stringify(row),
  ]);
  return id;
}

beforeAll(async () => {
  database = await testDatabase({ app: 'residents', migrations: before });
  owner = new pg.Pool({ connectionString: database.migratorUrl, max: 2 });
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const home = (ags: string, more: Partial<Address> = {}): Address => aHome({ ags, ...more });
const stories: readonly (readonly [
  story: string,
  addresses: readonly Address[],
  authority: string | null,
])[] = [
  ['lives there', [home('03159016')], 'meldebehoerde-goettingen'],
  ['lived there by a key of before a reform', [home('03152012')], 'meldebehoerde-goettingen'],
  [
    'has a second home elsewhere',
    [home('03159016', { residenceType: 'SECONDARY' }), home('03241001', { residenceType: 'MAIN' })],
    'meldebehoerde-hannover',
  ],
  [
    'moved away, and lived there last',
    [home('03159016', { movedOutOn: '2025-01-00' }), home('03241001', { movedOutOn: '2019-05-01' })],
    'meldebehoerde-goettingen',
  ],
  ['lives in another state', [home('09162000')], null],
  ['has no home on record', [], null],
];

it('gives records of before the authority that acts of today would give them', async () => {
  const ids: string[] = [];
  for (const [, addresses] of stories) ids.push(await plant(addresses));
  const unreadable = await plant({ ags: '03159016' });
  await owner.query('alter table residents drop constraint residents_locks_agree');
  const disagreeing = await plant([home('03159016')], { conditionalLock: true });
  await owner.query(`alter table residents add constraint residents_locks_agree
    check (conditional_lock = residents_has_lock(locks, 'CONDITIONAL')) not valid`);
  await runMigrations(database.migratorUrl, migrations);
  const { rows } = await owner.query<{ id: string; authority: string | null }>(
    'select id, authority from residents',
  );
  const given = new Map(rows.map(({ id, authority }) => [id, authority]));
  expect(given.get(unreadable)).toBeNull();
  expect(given.get(disagreeing)).toBeNull();
  for (const [index, [story, addresses, authority]] of stories.entries()) {
    expect([story, given.get(ids[index] ?? '')]).toEqual([story, authority]);
    expect([story, competentFor(residents, aResident({ addresses })) ?? null]).toEqual([story, authority]);
  }
  expect(lastHome([])).toBeUndefined();
});

it('keeps records, history and cases of a database from before row-level security stood behind cases', async () => {
  const until = migrations.findIndex((each) => new each().name?.startsWith('CaseCompetence'));
  const old = await testDatabase({ app: 'residents', migrations: migrations.slice(0, until) });
  const pool = new pg.Pool({ connectionString: old.migratorUrl, max: 1 });
  await pool.query(`select set_config('einmal.authorities', '*', false)`);
  const row = Object.entries(aResident({ authority: 'meldebehoerde-hannover' })) as [string, unknown][];
  const values = Object.fromEntries(row.map(([name, value]) => [snakeCase(name), value]));
  await pool.query(`insert into residents select (jsonb_populate_record(null::residents, $1)).*`, [
    JSON.stringify(values),
  ]);
  const eventId = randomUUID();
  await pool.query(
    `insert into resident_history (record_id, version, type, effective_on, recorded_at, ground, officer,
       body_fingerprint, event_id, patch)
     select id, 1, 'resident.registered.v1', '2020-01-01', now(), 'test', 'machine', 'x', $1, '{}' from residents`,
    [eventId],
  );
  await pool.query(
    `insert into cases (id, record_id, kind, event_id, authority, other_authority, effective_on, reported_at)
     select uuidv7(), id, 'FORMER_RESIDENT', $1, authority, 'meldebehoerde-goettingen', '2026-01-01', now()
     from residents`,
    [eventId],
  );
  await runMigrations(old.migratorUrl, migrations);
  const kept = await pool.query(
    `select c.authority, c.state, h.version from cases c join residents r on r.id = c.record_id
     join resident_history h on h.record_id = r.id`,
  );
  expect(kept.rows).toEqual([{ authority: 'meldebehoerde-hannover', state: 'OPEN', version: 1 }]);
  await pool.end();
  const app = new pg.Pool({ connectionString: old.appUrl, max: 1 });
  const seen = async (authority: string): Promise<number | null> => {
    await app.query(`select set_config('einmal.authorities', $1, false)`, [authority]);
    return (await app.query('select from cases')).rowCount;
  };
  expect([await seen('meldebehoerde-goettingen'), await seen('meldebehoerde-hannover')]).toEqual([0, 1]);
  await app.end();
  await old.drop();
});
