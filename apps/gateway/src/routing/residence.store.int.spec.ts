import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type TestDatabase, testDatabase } from '#libs/test-kit';
import { gatewayMigrations } from '../migrations/index.ts';
import { type Note, ResidenceStore } from './residence.store.ts';

let database: TestDatabase;
let app: pg.Pool;
let store: ResidenceStore;
beforeAll(async () => {
  database = await testDatabase({ app: 'gateway', migrations: gatewayMigrations });
  app = new pg.Pool({ connectionString: database.appUrl });
  store = new ResidenceStore(app);
});
afterAll(async () => {
  await app.end();
  await database.drop();
});

const note = (subject: string, change: Partial<Note> = {}): Note => ({
  register: 'residents',
  subject,
  record: `record of ${subject}`,
  authority: 'hannover',
  version: 1,
  since: '2019-08-01',
  recordedAt: '2019-08-01T10:00:00Z',
  closed: false,
  ...change,
});
const keeperOf = async (name: string): Promise<string | null> =>
  (await store.keeperOf({ register: 'residents', name })).authority;

/** All orders of a few notes. */
const orders = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  all.length === 0
    ? [[]]
    : all.flatMap((each, index) => orders(all.toSpliced(index, 1)).map((rest) => [each, ...rest]));

describe('the directory', () => {
  it('knows a move between two authorities in whichever order, and how often, it hears of it', async () => {
    const subject = randomUUID();
    const move = [
      note(subject),
      note(subject, { version: 2, since: '2026-11-02', closed: true }),
      // Older by its day than what the former authority recorded last.
      note(subject, {
        record: `new record of ${subject}`,
        authority: 'goettingen',
        since: '2026-11-01',
        recordedAt: '2026-11-01T10:00:00Z',
      }),
    ];
    for (const [index, order] of orders(move).entries()) {
      const named = `${subject} ${index}`;
      const own = order.map((each) => ({ ...each, subject: named, record: `${each.record} ${index}` }));
      for (const each of [...own, ...own]) await store.note(app, [each]);
      expect(await keeperOf(named)).toBe('goettingen');
      expect(await keeperOf(`record of ${subject} ${index}`)).toBe('hannover');
      expect(await keeperOf(`new record of ${subject} ${index}`)).toBe('goettingen');
    }
  });

  it('takes the authority of the later day where two claim a subject, and says that they do', async () => {
    const subject = randomUUID();
    const other = { record: 'r2', authority: 'goettingen', since: '2026-11-01' };
    // A late correction by the former authority is no newer claim.
    const late = note(subject, { version: 2, since: '2026-11-20', recordedAt: '2026-11-21T10:00:00Z' });
    await store.note(app, [note(subject), note(subject, other)]);
    await store.note(app, [late]);
    expect(await store.keeperOf({ register: 'residents', name: subject })).toMatchObject({
      authority: 'goettingen',
      authorities: 2,
    });
  });

  it('follows a record whose authority changes, and forgets nothing that is older', async () => {
    const subject = randomUUID();
    await store.note(app, [note(subject, { version: 2, authority: 'merged', since: '2026-01-01' })]);
    await store.note(app, [note(subject)]);
    expect(await keeperOf(subject)).toBe('merged');
  });

  it('answers for unknown names, and in the order of all who ask at once', async () => {
    const subject = randomUUID();
    await store.note(app, [note(subject)]);
    expect(await Promise.all([keeperOf('nobody'), keeperOf(subject), keeperOf('nobody else')])).toEqual([
      null,
      'hannover',
      null,
    ]);
  });

  it('can be listed by nobody with the login of the service', async () => {
    for (const sql of ['select from routing.residence', 'delete from routing.residence'])
      await expect(app.query(sql)).rejects.toMatchObject({ code: '42501' });
  });
});
