import pg from 'pg';
import { actsFor } from '#libs/register-kit';
import { RegisterUnderTest } from '#libs/register-kit-testing';
import { Background, createUpkeepPool, Upkeep } from '#libs/service-kit';
import { databaseConfig, fixedClock } from '#libs/test-kit';
import { migrations } from '../migrations/index.ts';
import { aPostalAddress, aResident } from '../resident.builder.ts';
import type { Resident } from '../resident.entity.ts';
import { moveTo } from '../resident.rules.ts';
import { residents } from '../residents.register.ts';
import { overdueFeedback } from './moves-upkeep.service.ts';

const waiting = () =>
  aResident({ formerHome: { ags: '03159016' }, feedbackFrom: 'meldebehoerde-goettingen' });
const change = (n: number) => moveTo(aPostalAddress({ houseNumber: `${100 + n}` }), '2026-01-01');

let register: RegisterUnderTest<Resident>;
let pool: pg.Pool;

beforeAll(async () => {
  register = await RegisterUnderTest.open({
    register: residents,
    migrations,
    example: aResident,
    kept: [],
    change,
  });
  pool = createUpkeepPool(databaseConfig(register.database.appUrl), 'upkeep', actsFor(residents, undefined));
});
afterAll(async () => {
  await pool.end();
  await register.close();
});

/** A process that does the upkeep at an instant, from its start on. */
function processAt(instant: string): () => Promise<number> {
  const upkeep = new Upkeep(pool, new Background());
  upkeep.add(overdueFeedback(fixedClock(instant)));
  return () => upkeep.run('overdue-feedback');
}

/** Waits for feedback since a registration that was recorded at an instant. */
async function awaitingSince(recordedAt: string): Promise<string> {
  const id = await register.register(waiting());
  await register.rows(
    `update residents set origins = jsonb_build_object('*', (origins -> '*') || jsonb_build_object('recordedAt', $2::text))
     where id = $1`,
    [id, recordedAt],
  );
  return id;
}

const casesOf = (id: string) =>
  register.rows<object>(
    `select kind, state, authority, other_authority,
       (select array_agg(act) from case_acts where case_id = cases.id) as acts from cases where record_id = $1`,
    [id],
  );
const one = {
  kind: 'FEEDBACK_OVERDUE',
  state: 'OPEN',
  authority: 'meldebehoerde-hannover',
  other_authority: 'meldebehoerde-goettingen',
  acts: ['OPENED'],
};

it('late feedback becomes a case on the fourth working day and not before', async () => {
  // A Friday: the term is Saturday, Monday and Tuesday.
  const id = await awaitingSince('2026-11-27T10:00:00.000Z');
  await processAt('2026-12-01T22:59:59.000Z')();
  expect(await casesOf(id)).toEqual([]);
  await processAt('2026-12-01T23:00:00.000Z')();
  expect(await casesOf(id)).toEqual([one]);
});

it('late feedback becomes one case, however often processes look, at once or after one another', async () => {
  const id = await awaitingSince('2026-11-26T10:00:00.000Z');
  const at = '2026-12-05T09:00:00.000Z';
  await Promise.all([processAt(at)(), processAt(at)()]);
  await processAt(at)();
  await processAt('2026-12-09T09:00:00.000Z')();
  expect(await casesOf(id)).toEqual([one]);
});

it('late feedback becomes one case though the process dies while it opens it', async () => {
  const id = await awaitingSince('2026-11-25T10:00:00.000Z');
  const dying = new pg.Client({ connectionString: register.database.appUrl });
  dying.on('error', () => undefined);
  await dying.connect();
  await dying.query('begin');
  await dying.query(`set local einmal.authorities = '*'`);
  await dying.query(
    `select from open_overdue_cases('00000000-0000-0000-0000-000000000000', 500, '2026-11-26'::date)`,
  );
  await dying.end();
  expect(await casesOf(id)).toEqual([]);
  await processAt('2026-12-05T09:00:00.000Z')();
  expect(await casesOf(id)).toEqual([one]);
});

it('late feedback is no case of a record that no longer waits', async () => {
  const id = await awaitingSince('2026-11-24T10:00:00.000Z');
  await register.rows('update residents set feedback_from = null where id = $1', [id]);
  await processAt('2026-12-05T09:00:00.000Z')();
  expect(await casesOf(id)).toEqual([]);
});
