import { today } from '#libs/authorities';
import { whileHeld } from '#libs/test-kit';
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
beforeAll(async () => {
  on = await testProcedures();
  ina = on.clerk('p_ina', HEIR);
});
afterAll(() => on.stop());
beforeEach(() => lastDayIs(today()));

describe('an application on the night of a merger', () => {
  it.each(['former', 'heir'])(
    'has one holder when clerks of both take on the night, the %s first',
    async (first) => {
      const id = await waiting(on);
      const take = (clerk: TestProcedures['petra']) => clerk('POST', `/v1/submissions/${id}/take`);
      const clerks = first === 'former' ? [on.petra, ina] : [ina, on.petra];
      const taking: Promise<Answer>[] = [];
      const lock = { text: 'select from submission where id = $1 for update', values: [id] };
      await whileHeld(on.database.adminUrl, lock, async ({ waitedFor, letGo }) => {
        for (const clerk of clerks) {
          taking.push(take(clerk));
          await waitedFor(taking.length);
        }
        lastDayIs(YESTERDAY);
        await letGo();
      });
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
