import pg from 'pg';
import { today } from '#libs/authorities';
import { eventually } from '#libs/test-kit';
import { waiting } from '../testing/handing-in.ts';
import { lastDayIs, YESTERDAY } from '../testing/merged-office.ts';
import {
  type Answer,
  OTHER_AUTHORITY as HEIR,
  testProcedures,
  type TestProcedures,
} from '../testing/test-procedures.ts';

let on: TestProcedures;
let ina: TestProcedures['petra'];
let holder: pg.Client;
beforeAll(async () => {
  on = await testProcedures();
  holder = new pg.Client(on.database.migratorUrl);
  await holder.connect();
  ina = on.clerk('p_ina', HEIR);
});
afterAll(async () => {
  await holder.end();
  await on.stop();
});
beforeEach(() => lastDayIs(today()));

describe('an application on the night of a merger', () => {
  it.each(['former', 'heir'])(
    'has one holder when clerks of both take on the night, the %s first',
    async (first) => {
      const id = await waiting(on);
      const take = (clerk: TestProcedures['petra']) => clerk('POST', `/v1/submissions/${id}/take`);
      const locked =
        'select from pg_stat_activity where cardinality(pg_blocking_pids(pid)) > 0 and datname = $1';
      // In the transaction of the holder, connections that come after its first look would not be seen.
      const looker = await on.admin();
      const waitFor = async () => (await looker.query(locked, [on.database.name])).rowCount;
      await holder.query('begin');
      await holder.query('select from submission where id = $1 for update', [id]);
      const clerks = first === 'former' ? [on.petra, ina] : [ina, on.petra];
      const taking: Promise<Answer>[] = [];
      for (const [index, clerk] of clerks.entries()) {
        taking.push(take(clerk));
        await eventually('it waits', waitFor, (n) => n === index + 1);
      }
      lastDayIs(YESTERDAY);
      await holder.query('commit');
      const codes = (await Promise.all(taking)).map(({ body }) => body.code ?? body['state']);
      expect(codes).toEqual(clerks.map((clerk) => (clerk === ina ? 'IN_REVIEW' : 'submission-unknown')));
      // A process whose clock is late still goes by the day before.
      lastDayIs(today());
      expect((await take(on.petra)).body.code).toBe('submission-taken');
    },
  );

  it('stays with the clerk who took it before the day, as the same person at the successor', async () => {
    const id = await waiting(on);
    expect((await on.petra('POST', `/v1/submissions/${id}/take`)).status).toBe(200);
    lastDayIs(YESTERDAY);
    expect((await ina('POST', `/v1/submissions/${id}/take`)).body.code).toBe('submission-taken');
    const atHeir = await on.clerk('p_petra', HEIR)('POST', `/v1/submissions/${id}/take`);
    expect([atHeir.status, atHeir.body['state']]).toEqual([200, 'IN_REVIEW']);
  });
});
