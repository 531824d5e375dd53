import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { FIRST_HOLDING, type Holding, ofEachRegister, type RegisterName } from '#libs/contracts';
import { type TestDatabase, testDatabase } from '#libs/test-kit';
import { gatewayMigrations } from '../migrations/index.ts';
import { fillDirectory } from './fill.ts';
import { ResidenceStore } from './residence.store.ts';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await testDatabase({ app: 'gateway', migrations: gatewayMigrations });
  pool = new pg.Pool({ connectionString: database.appUrl });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const holding = (subject: string, authority: string): Holding => ({
  recordId: randomUUID(),
  subject,
  authority,
  version: 3,
  since: '2019-08-01',
  recordedAt: '2026-01-01T00:00:00.000Z',
  closed: false,
});

/** A process that keeps these records, two on a page. */
const keeping = (...all: readonly Holding[]) => ({
  holdings: (after: string) => {
    const next = after === FIRST_HOLDING ? 0 : all.findIndex(({ recordId }) => recordId === after) + 1;
    return Promise.resolve(all.slice(next, next + 2));
  },
});
const silent = { holdings: () => Promise.reject(new Error('no answer in time')) };

it('asks every process for all that it keeps, says how far it is, and passes over who is silent', async () => {
  const [anna, ben, carl, dora] = [
    holding('anna', 'hannover'),
    holding('ben', 'hannover'),
    holding('carl', 'celle'),
    holding('dora', 'goettingen'),
  ];
  const residents = [keeping(anna, ben, carl), silent, keeping(dora)];
  const said: string[] = [];
  const left = await fillDirectory({
    registers: {
      of: (register: RegisterName) =>
        ofEachRegister((name) => (name === 'residents' ? residents : []))[register],
    },
    pseudonyms: { of: ({ value }) => `record ${value}` },
    residence: new ResidenceStore(pool),
    pool,
    say: (text) => said.push(text),
  });
  expect(left).toBe(1);
  expect(said).toEqual([
    'residents, process 1 of 3: 2 records',
    'residents, process 1 of 3: 3 records',
    'residents, process 1 of 3: done, 3 records',
    'residents, process 2 of 3: gave no answer (no answer in time); ask again',
    'residents, process 3 of 3: 1 records',
    'residents, process 3 of 3: done, 1 records',
  ]);
  const store = new ResidenceStore(pool);
  const names = ['anna', 'ben', 'carl', 'dora', `record ${carl.recordId}`];
  const kept = await Promise.all(names.map((name) => store.keeperOf({ register: 'residents', name })));
  expect(kept.map(({ authority }) => authority)).toEqual([
    'hannover',
    'hannover',
    'celle',
    'goettingen',
    'celle',
  ]);
});
