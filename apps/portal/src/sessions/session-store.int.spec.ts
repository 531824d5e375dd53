import pg from 'pg';
import type { Gateway } from '#libs/client';
import { Background, Upkeep } from '#libs/service-kit';
import { testDatabase, type TestDatabase, whileHeld } from '#libs/test-kit';
import { migrations } from '../migrations/index.ts';
import type { PortalConfig } from '../portal.config.ts';
import { isFormKeyOf } from './session-seal.ts';
import { SessionStore } from './session.store.ts';
import { SessionUpkeep } from './session-upkeep.service.ts';

const config = { sessionIdleMinutes: 30, sessionHours: 8 } as PortalConfig;
const person = { subject: 'canary-subject', level: 'high' as const };
let database: TestDatabase;
let pool: pg.Pool;
let sessions: SessionStore;
const query = (sql: string) => pool.query<Record<string, unknown>>(sql).then(({ rows }) => rows);

beforeAll(async () => {
  database = await testDatabase({ app: 'portal', migrations });
  pool = new pg.Pool({ connectionString: database.appUrl });
  sessions = new SessionStore(pool, config);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

describe('a session', () => {
  it('is found by its cookie until it ends, and by nothing else', async () => {
    const { cookie } = await sessions.begin({ person });
    expect((await sessions.find(cookie))?.session.person).toEqual(person);
    expect(await sessions.find('A'.repeat(43))).toBeUndefined();
    await sessions.end(cookie);
    expect(await sessions.find(cookie)).toBeUndefined();
  });

  it('ends when nothing is done, and at its last hour however much is done', async () => {
    const { cookie } = await sessions.begin();
    await query(
      `update session set used_at = now() - interval '29 minutes', lasts_until = now() + interval '1 minute'`,
    );
    const used = await sessions.find(cookie);
    const [row] = await query(
      `select lasts_until > now() + interval '29 minutes' as is_put_off from session`,
    );
    expect([used !== undefined, row]).toEqual([true, { is_put_off: true }]);
    await query(
      `update session set used_at = now() - interval '2 minutes', ends_at = now() + interval '10 minutes',
       lasts_until = now() + interval '9 minutes'`,
    );
    const last = await sessions.find(cookie);
    expect(last!.lastsUntil).toEqual(last!.endsAt);
    await query(`update session set lasts_until = now() - interval '1 second'`);
    expect(await sessions.find(cookie)).toBeUndefined();
    expect(await sessions.change(cookie, (session) => session)).toBeUndefined();
  });

  it('leaves to the same person what they chose, once and for a day, and nothing that a register said', async () => {
    const returning = { ...person, subject: 'who-returns' };
    const application = { choices: { a: { way: 'OTHER' as const } }, decided: {}, asked: ['x'], changed: [] };
    const filled = { fields: [{ value: 'canary-value' }] } as unknown as Gateway.Prefill;
    const begun = () =>
      sessions.begin({
        ...{ person: returning, refreshToken: 'canary-refresh' },
        applications: { draft: { ...application, filled } },
      });
    const ended = async (age: string): Promise<string> => {
      const { cookie } = await begun();
      await query(`update session set lasts_until = now() - interval '${age}'`);
      return cookie;
    };
    const cookie = await ended('23 hours');
    const taken = await sessions.begin({}, cookie);
    const { session } = taken;
    expect(session).toMatchObject({ applications: { draft: application }, formerly: returning.subject });
    expect(JSON.stringify(session)).not.toContain('canary-value');
    expect(session).not.toHaveProperty('refreshToken');
    expect(session).not.toHaveProperty('person');
    const left = async (former: string) => (await sessions.begin({}, former)).session.applications;
    expect(await left(cookie)).toEqual({});
    expect(await sessions.find(taken.cookie)).toBeDefined();
    await sessions.endAllOf(returning.subject);
    expect(await sessions.find(taken.cookie)).toBeUndefined();
    expect(await left(await ended('25 hours'))).toEqual({});
    const going = await begun();
    expect(await left(going.cookie)).toEqual({});
  });

  it('is replaced by one that has what was changed at that very moment', async () => {
    const { cookie } = await sessions.begin();
    const formerly = 'canary-subject';
    const lock = 'select from session for update';
    const [fresh, kept] = await whileHeld(database.adminUrl, lock, async ({ waitedFor, letGo }) => {
      const replaced = sessions.replace(cookie, ({ tokens }) => ({ tokens, formerly }));
      const changed = sessions.change(cookie, (session) => ({
        ...session,
        tokens: { a: { token: 'a', until: 1 } },
      }));
      await waitedFor(2);
      await letGo();
      return Promise.all([replaced, changed]);
    });
    // Whichever came first: either the change is in the new one, or it was told that there is none any more.
    expect([fresh?.session.tokens['a'] !== undefined, kept !== undefined]).toEqual(
      kept === undefined ? [false, false] : [true, true],
    );
    expect([fresh?.session.formerly, await sessions.find(cookie)]).toEqual([formerly, undefined]);
    // It is among those that are ended with all of that person.
    expect(await sessions.endAllOf(formerly)).toBe(1);
    expect(await sessions.replace(cookie, () => ({}))).toBeUndefined();
  });

  it('of nobody is removed as soon as it has ended, and one of somebody when nobody went on with it', async () => {
    await query('delete from session');
    const upkeep = new Upkeep(pool, new Background());
    new SessionUpkeep(upkeep);
    const begin = async (given: object, since: string): Promise<string> => {
      const { cookie } = await sessions.begin(given);
      await query(
        `update session set lasts_until = now() - interval '${since}'
         where begun_at = (select max(begun_at) from session)`,
      );
      return cookie;
    };
    await begin({}, '1 second');
    await begin({ person }, '25 hours');
    await begin({ person }, '23 hours');
    await sessions.begin();
    await upkeep.run('sessions');
    expect(await query('select whose is null as "isNobodys" from session order by begun_at')).toEqual([
      { isNobodys: false },
      { isNobodys: true },
    ]);
  });

  it('of nobody is one too many at some time', async () => {
    await query('delete from session');
    const insert = (rows: number): Promise<unknown> =>
      query(
        `insert into session (id, lasts_until, ends_at, sealed)
         select decode(md5(n::text) || md5(n::text), 'hex'), now() + interval '1 hour', now() + interval '1 hour', ''
         from generate_series((select count(*) from session), (select count(*) from session) + ${rows - 1}) n`,
      );
    await insert(10_000);
    expect(await sessions.areCrowded()).toBe(false);
    await insert(1);
    expect(await sessions.areCrowded()).toBe(true);
    await query('delete from session');
  });

  it('knows whose forms are whose by their key', async () => {
    const subject = 'canary-of-forms';
    const { session } = await sessions.begin({ person: { ...person, subject } });
    const nobodys = (await sessions.begin()).session.formKey;
    const keys = [session.formKey, nobodys, '', undefined, `${session.formKey}x`];
    expect(keys.map((key) => isFormKeyOf(subject, key))).toEqual([true, false, false, false, false]);
    expect(isFormKeyOf('somebody-else', session.formKey)).toBe(false);
  });

  it('loses nothing when two tabs change it at once', async () => {
    const { cookie } = await sessions.begin();
    const added = (name: string) =>
      sessions.change(cookie, (session) => ({
        ...session,
        tokens: { ...session.tokens, [name]: { token: name, until: 1 } },
      }));
    const names = Array.from({ length: 10 }, (_, index) => `service-${index}`);
    await Promise.all(names.map(added));
    const tokens = (await sessions.find(cookie))?.session.tokens ?? {};
    expect(Object.keys(tokens).toSorted((a, b) => a.localeCompare(b))).toEqual(names);
  });

  it('ends in every browser of a person, and of nobody else', async () => {
    const [one, other] = [await sessions.begin({ person }), await sessions.begin({ person })];
    const foreign = await sessions.begin({ person: { ...person, subject: 'somebody-else' } });
    expect(await sessions.endAllOf(person.subject)).toBe(2);
    expect(await sessions.find(one.cookie)).toBeUndefined();
    expect(await sessions.find(other.cookie)).toBeUndefined();
    expect(await sessions.find(foreign.cookie)).toBeDefined();
  });

  it('shows the database neither the cookie nor the person nor what is in it', async () => {
    const { cookie } = await sessions.begin({ person, refreshToken: 'canary-refresh' });
    const rows = await query(
      'select row_to_json(session)::text as row, encode(sealed, $$escape$$) as sealed from session',
    );
    const dump = JSON.stringify(rows);
    for (const secret of [cookie, 'canary-subject', 'canary-refresh']) expect(dump).not.toContain(secret);
    const { formKey } = (await sessions.find(cookie))!.session;
    expect(dump).not.toContain(formKey);
  });
});
