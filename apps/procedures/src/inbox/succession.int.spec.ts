import { Webhook } from 'standardwebhooks';
import { today } from '#libs/authorities';
import { eventually } from '#libs/test-kit';
import { TestReceiver } from '../../../../libs/webhooks/src/testing/index.ts';
import { problem } from '../testing/fake-gateway.ts';
import { drafted, handIn, waiting } from '../testing/handing-in.ts';
import { lastDayIs, YESTERDAY } from '../testing/merged-office.ts';
import { answerOf } from '../testing/releasing.ts';
import {
  AUTHORITY,
  OTHER_AUTHORITY as HEIR,
  testProcedures,
  type TestProcedures,
} from '../testing/test-procedures.ts';
import { PassingOn } from '../webhooks/passing-on.service.ts';

const RESIDENTS = 'residents.parking-permit.v1';
const evidence = { status: 200, body: answerOf(RESIDENTS, { address: { zone: 'H-1' } }) };

let on: TestProcedures;
let ina: TestProcedures['petra'];
let former: TestReceiver;
let heir: TestReceiver;
beforeAll(async () => {
  [former, heir] = await Promise.all([new TestReceiver().start(), new TestReceiver().start()]);
  const callbacks = [
    [AUTHORITY, `http://127.0.0.1:${former.port}/former`],
    [HEIR, `http://127.0.0.1:${heir.port}/heir`],
  ] as const;
  on = await testProcedures(new Map(callbacks));
  ina = on.clerk('p_ina', HEIR);
});
afterAll(async () => {
  await on.stop();
  await Promise.all([former.stop(), heir.stop()]);
});
beforeEach(() => lastDayIs(today()));

const listed = async (clerk: TestProcedures['petra'], query = '') =>
  ((await clerk('GET', `/v1/submissions${query}`)).body['submissions'] as { id: string }[]).map(
    ({ id }) => id,
  );
const shown = async (id: string) => (await ina('GET', `/v1/submissions/${id}`)).body;
const handedIn = async (release: string): Promise<string> => {
  const draft = await drafted(on.anna, { zone: 'H-1' });
  return (await handIn(on.anna, draft, [{ evidenceType: RESIDENTS, release }])).body['id'] as string;
};
const due = async (id: string) =>
  (await on.admin()).query(`update submission_work set due_at = '-infinity' where submission = $1`, [id]);
const becomes = (id: string, state: string) =>
  eventually(
    `it is ${state}`,
    () => shown(id),
    (body) => body['state'] === state,
  );

describe('the applications of an office that was merged', () => {
  it('are in the inbox of its successor from the day on, and in no other', async () => {
    const [first, second] = [await waiting(on), await waiting(on)];
    expect(await listed(ina)).toEqual([]);
    lastDayIs(YESTERDAY);
    expect(await listed(ina, '?limit=2')).toEqual([second, first]);
    expect(await listed(ina, `?state=IN_REVIEW&after=${second}`)).toContain(first);
    expect(await listed(on.petra)).toEqual([]);
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/take'],
    ] as const)
      expect((await on.petra(method, `/v1/submissions/${first}${path}`)).body.code).toBe(
        'submission-unknown',
      );
    const { body } = await ina('POST', `/v1/submissions/${first}/take`);
    const decision = { expectedVersion: body['version'], outcome: 'REFUSED', reason: 'Keine Zone.' };
    expect((await ina('POST', `/v1/submissions/${first}/decision`, decision)).status).toBe(200);
    const mine = await on.anna('GET', `/v1/me/submissions/${first}`);
    expect(mine.body).toMatchObject({ state: 'DECIDED', authority: HEIR });
  });

  it('get what waited for the former one, by the client of the successor', async () => {
    let isAway = true;
    const by: string[] = [];
    const release = await on.released(RESIDENTS, (_key, client) => {
      by.push(client);
      return isAway ? problem(503, 'register-unavailable') : evidence;
    });
    const id = await handedIn(release);
    await eventually(
      'it was asked',
      () => by,
      ({ length }) => length > 0,
    );
    lastDayIs(YESTERDAY);
    isAway = false;
    await due(id);
    expect(await becomes(id, 'DECIDED')).toMatchObject({ evidence: [{ state: 'EVIDENCE' }, {}] });
    expect([by[0], by.at(-1)]).toEqual([`procedures-${AUTHORITY}`, `procedures-${HEIR}`]);
  });

  it('lose no evidence to a token or a policy of the day before', async () => {
    const by: string[] = [];
    const release = await on.released(RESIDENTS, (_key, client) => {
      by.push(client);
      if (client === `procedures-${HEIR}`) return problem(404, 'release-unknown');
      return by.length < 3 ? problem(403, 'authority-ended') : evidence;
    });
    lastDayIs(YESTERDAY);
    const tokens = on.gateway.tokens.length;
    const id = await handedIn(release);
    await eventually(
      'both clients tried',
      () => by,
      ({ length }) => length >= 2,
    );
    await due(id);
    expect(await becomes(id, 'DECIDED')).toMatchObject({ evidence: [{ state: 'EVIDENCE' }, {}] });
    expect(on.gateway.tokens.slice(tokens)).toContain(`procedures-${AUTHORITY}`);
  });

  it('are taken after the day, with what was released to either', async () => {
    const drafts = [await drafted(on.anna, { zone: 'H-1' }), await drafted(on.anna, { zone: 'H-1' })];
    lastDayIs(YESTERDAY);
    for (const [index, authority] of [AUTHORITY, HEIR].entries()) {
      const release = await on.released(RESIDENTS, { address: { zone: 'H-1' } }, { authority });
      const { status, body } = await handIn(on.anna, drafts[index]!, [{ evidenceType: RESIDENTS, release }]);
      expect(status).toBe(201);
      await becomes(body['id'] as string, 'DECIDED');
    }
  });

  it('are none any more where nobody succeeds it', async () => {
    lastDayIs(YESTERDAY, {});
    expect((await on.anna('GET', '/v1/forms')).body['forms']).toEqual([]);
    expect((await on.anna('POST', '/v1/drafts', { form: 'example-permit', version: 1 })).status).toBe(404);
    expect(await listed(ina)).toEqual([]);
    expect(await listed(on.petra)).toEqual([]);
  });
});

describe('the own system of the successor', () => {
  it('is told what its former one was not told yet, and what happens after the day', async () => {
    const secret = (await on.system(HEIR)('POST', '/v1/callback/secrets')).body['secret'] as string;
    const id = await waiting(on, 'H-3');
    lastDayIs(YESTERDAY);
    expect((await on.system()('POST', '/v1/callback/secrets')).body.code).toBe('callback-unknown');
    await on.app.get(PassingOn, { strict: false }).passOn();
    const ofThis = () => heir.received.filter((each) => each.body.includes(id));
    await eventually('it is told what waited', ofThis, ({ length }) => length === 1);
    const { body } = await ina('POST', `/v1/submissions/${id}/take`);
    const decision = { expectedVersion: body['version'], outcome: 'GRANTED', reason: 'Alles da.' };
    await ina('POST', `/v1/submissions/${id}/decision`, decision);
    const { rows } = await (
      await on.admin()
    ).query('select receiver from webhook_cursor where stream = $1', [id]);
    expect(rows).toEqual([{ receiver: HEIR }]);
    const told = await eventually('both arrive', ofThis, ({ length }) => length === 2);
    const events = told.map((each) =>
      new Webhook(secret).verify(each.body, each.headers as Record<string, string>),
    );
    expect(events).toMatchObject([
      { type: 'submission.received.v1', data: { authority: HEIR } },
      { type: 'submission.decided.v1', data: { authority: HEIR } },
    ]);
    expect(former.received).toEqual([]);
  });
});
