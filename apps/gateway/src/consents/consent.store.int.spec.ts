import pg from 'pg';
import { DataSource } from 'typeorm';
import { testDatabase, type TestDatabase } from '#libs/test-kit';
import { gatewayMigrations } from '../migrations/index.ts';
import { insertConsent } from '../testing/insert-consent.ts';
import { Consent, ConsentEvent, Notice } from './consent.entity.ts';
import { aConsent, aNotice } from './consent.builder.ts';
import { ConsentStore } from './consent.store.ts';

let database: TestDatabase;
let source: DataSource;
let pool: pg.Pool;
let store: ConsentStore;

beforeAll(async () => {
  database = await testDatabase({ app: 'gateway', migrations: gatewayMigrations });
  const entities = [Consent, ConsentEvent, Notice];
  source = await new DataSource({
    type: 'postgres',
    url: database.appUrl,
    entities,
    poolSize: 20,
  }).initialize();
  pool = new pg.Pool({ connectionString: database.appUrl });
  pool.on('error', () => undefined);
  store = new ConsentStore(source);
});
afterAll(async () => {
  await Promise.all([source.destroy(), pool.end()]);
  await database.drop();
});

const states = async (citizen: string): Promise<string[]> => {
  const { rows } = await pool.query<{ state: string }>(
    'select state from consent where citizen = $1 order by state',
    [citizen],
  );
  return rows.map((row) => row.state);
};

describe('giving a consent', () => {
  it('supersedes the twin and says so on both', async () => {
    const first = await store.give(aConsent({ citizen: 'anna', subject: 'anna' }), aNotice());
    const second = await store.give(aConsent({ citizen: 'anna', subject: 'anna' }), aNotice());
    expect(second).toMatchObject({ state: 'ACTIVE', supersedes: first.id });
    expect(await store.find(first.id, 'anna')).toMatchObject({ state: 'SUPERSEDED' });
    expect((await store.events(first.id)).map((event) => event.type)).toEqual(['GIVEN', 'SUPERSEDED']);
  });

  it('leaves exactly one active of 20 given at once', async () => {
    const record = () => aConsent({ citizen: 'bernd', subject: 'bernd' });
    await Promise.all(Array.from({ length: 20 }, () => store.give(record(), aNotice())));
    expect(await states('bernd')).toEqual(['ACTIVE', ...Array<string>(19).fill('SUPERSEDED')]);
  });

  it('fails loudly where something slips in a second active twin', async () => {
    await insertConsent(pool, { citizen: 'clara', subject: 'clara' });
    await expect(insertConsent(pool, { citizen: 'clara', subject: 'clara' })).rejects.toMatchObject({
      constraint: 'consent_one_active',
    });
  });
});

it('a choice that stands is given once, and beside it by another parent', async () => {
  const by = (actedBy: string) =>
    store.giveOnce(aConsent({ citizen: 'kim', subject: 'kim', actedBy, actingAs: 'PARENT' }), aNotice());
  const first = await by('mother');
  expect(await by('mother')).toBe(first);
  expect(await by('father')).not.toBe(first);
  expect(await states('kim')).toEqual(['ACTIVE', 'ACTIVE']);
});

describe('withdrawing', () => {
  it('closes the records of every vehicle for the same recipient, purpose and evidence type, and no other', async () => {
    const same = { citizen: 'dora', evidenceType: 'vehicles.parking-permit.v1' };
    const one = await store.give(aConsent({ ...same, subject: 'car' }), aNotice());
    const two = await store.give(aConsent({ ...same, subject: 'van' }), aNotice());
    await store.give(aConsent({ ...same, subject: 'car', purpose: 'other' }), aNotice());
    const { record, closed } = await store.withdraw(one, one.citizen);
    expect(record.state).toBe('WITHDRAWN');
    expect([...closed].sort()).toEqual([one.id, two.id].sort());
    expect(await states('dora')).toEqual(['ACTIVE', 'WITHDRAWN', 'WITHDRAWN']);
  });

  it('may be repeated', async () => {
    const given = await store.give(aConsent({ citizen: 'emil', subject: 'emil' }), aNotice());
    await store.withdraw(given, given.citizen);
    const { record, closed } = await store.withdraw(given, given.citizen);
    expect({ state: record.state, closed }).toEqual({ state: 'WITHDRAWN', closed: [] });
    expect(await store.events(given.id)).toMatchObject([
      { type: 'GIVEN', actor: 'SUBJECT', actedBy: 'emil' },
      { type: 'WITHDRAWN', actor: 'SUBJECT', actedBy: 'emil' },
    ]);
  });

  it('names as what somebody acts for another one, and is by nobody for another as oneself', async () => {
    const refused = { code: '23514', constraint: 'consent_acting_as_check' };
    await expect(insertConsent(pool, { citizen: 'ida', actedBy: 'her guardian' })).rejects.toMatchObject(
      refused,
    );
  });

  it('of a superseded record closes the one that replaced it', async () => {
    const old = await store.give(aConsent({ citizen: 'fritz', subject: 'fritz' }), aNotice());
    const young = await store.give(aConsent({ citizen: 'fritz', subject: 'fritz' }), aNotice());
    expect(await store.withdraw(old, old.citizen)).toMatchObject({
      closed: [young.id],
      record: { state: 'SUPERSEDED' },
    });
  });

  it('and giving at once leave at most one active and never fail', async () => {
    const record = () => aConsent({ citizen: 'gerda', subject: 'gerda' });
    const first = await store.give(record(), aNotice());
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        index % 2 === 0 ? store.give(record(), aNotice()) : store.withdraw(first, first.citizen),
      ),
    );
    expect((await states('gerda')).filter((state) => state === 'ACTIVE').length).toBeLessThanOrEqual(1);
  });
});

describe('listing', () => {
  it('shows only the own records, newest first, page by page', async () => {
    const given = [];
    for (const purpose of ['a', 'b', 'c']) {
      given.push(await store.give(aConsent({ citizen: 'hans', subject: 'hans', purpose }), aNotice()));
    }
    const ids = given.map(({ id }) => id).reverse();
    const page = { limit: 2, after: undefined, levels: undefined };
    const [first, second] = await store.list('hans', page);
    expect([first?.id, second?.id]).toEqual(ids.slice(0, 2));
    expect((await store.list('hans', { ...page, after: second?.id })).map(({ id }) => id)).toEqual(
      ids.slice(2),
    );
    expect(await store.list('somebody else', page)).toEqual([]);
  });
});
