import pg from 'pg';
import { Problem, TokenRefused } from '#libs/client';
import { eventually, testDatabase, type TestDatabase } from '#libs/test-kit';
import { migrations } from '../migrations/index.ts';
import type { PortalConfig } from '../portal.config.ts';
import { SessionStore } from '../sessions/index.ts';
import { SharedReading } from './shared-reading.ts';

let database: TestDatabase;
let pool: pg.Pool;
let sessions: SessionStore;

beforeAll(async () => {
  database = await testDatabase({ app: 'portal', migrations });
  pool = new pg.Pool({ connectionString: database.appUrl });
  sessions = new SessionStore(pool, { sessionIdleMinutes: 30, sessionHours: 8 } as PortalConfig);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** A reading that answers whoever it is told to answer, and those who look at it. */
function aReading() {
  const refusals = new Map<string, Error>();
  const reading = new SharedReading<string>(sessions, {
    ask: ({ session: { person } }) => {
      const refusal = refusals.get(person!.subject);
      return refusal === undefined ? Promise.resolve('figures') : Promise.reject(refusal);
    },
    everyMs: 10,
    rightMs: 50,
  });
  const look = async (subject: string) => {
    const { cookie } = await sessions.begin({ person: { subject, level: 'high' } });
    const told: (string | undefined)[] = [];
    const leave = reading.join({
      cookie,
      tell: (seen) => told.push(seen),
      tellSilence: () => told.push('silence'),
      end: (why) => told.push(why),
    });
    return { cookie, told, leave };
  };
  return { refusals, look, reading };
}
const last = (told: readonly unknown[], what: string): Promise<unknown> =>
  eventually(
    `the last told is ${what}`,
    () => Promise.resolve(told.at(-1)),
    (each) => each === what,
  );

describe('one reading for all who look', () => {
  it('tells nothing to whoever has no right to it, also while others look', async () => {
    const { refusals, look } = aReading();
    const operator = await look('operator');
    await last(operator.told, 'figures');
    refusals.set('developer', new TokenRefused(400, 'invalid_scope'));
    const developer = await look('developer');
    await last(developer.told, 'role');
    expect(developer.told).toEqual(['role']);
    expect(operator.told).not.toContain('silence');
    operator.leave();
  });

  it('asks for the right of each again, and ends for whoever has lost it', async () => {
    const { refusals, look } = aReading();
    const [one, other] = [await look('one'), await look('other')];
    await Promise.all([last(one.told, 'figures'), last(other.told, 'figures')]);
    refusals.set('other', new Problem('GET /v1/streams', 403, {}));
    await last(other.told, 'role');
    await last(one.told, 'figures');
    one.leave();
  });

  it('tells silence to whoever cannot be asked for, and figures to the others', async () => {
    const { refusals, look } = aReading();
    const one = await look('one');
    await last(one.told, 'figures');
    refusals.set('other', new Error('The issuer does not answer.'));
    const other = await look('other');
    await last(other.told, 'silence');
    expect(other.told).not.toContain('figures');
    refusals.clear();
    await last(other.told, 'figures');
    one.leave();
    other.leave();
  });

  it('ends where there is nothing to be read', async () => {
    const { refusals, look, reading } = aReading();
    refusals.set('one', new Problem('GET /v1/replays/{id}', 404, {}));
    const one = await look('one');
    await last(one.told, 'gone');
    expect([one.told, reading.isWatched]).toEqual([['gone'], false]);
  });

  it('says why: a session, or the login behind it', async () => {
    const { refusals, look } = aReading();
    const [one, other] = [await look('one'), await look('other')];
    await last(one.told, 'figures');
    await sessions.end(one.cookie);
    await last(one.told, 'session');
    refusals.set('other', new TokenRefused(400, 'invalid_grant'));
    await last(other.told, 'login');
  });

  it('says nothing of an end where the process ends: another one goes on', async () => {
    const { look, reading } = aReading();
    const one = await look('one');
    await last(one.told, 'figures');
    reading.endAll();
    expect(one.told.at(-1)).toBeUndefined();
  });
});
