import { Webhook } from 'standardwebhooks';
import { Upkeep } from '#libs/service-kit';
import { eventually } from '#libs/test-kit';
import { TestReceiver } from '../../../../libs/webhooks/src/testing/index.ts';
import { waiting } from '../testing/handing-in.ts';
import {
  AUTHORITY,
  OTHER_AUTHORITY,
  testProcedures,
  type TestProcedures,
} from '../testing/test-procedures.ts';

let on: TestProcedures;
let receiver: TestReceiver;
beforeAll(async () => {
  receiver = await new TestReceiver().start();
  on = await testProcedures(new Map([[AUTHORITY, `http://127.0.0.1:${receiver.port}/einmal`]]));
});
afterAll(async () => {
  await on.stop();
  await receiver.stop();
});

describe("the authority's own system", () => {
  it('is told that something was handed in and decided, signed, and nothing of what', async () => {
    const secret = (await on.system()('POST', '/v1/callback/secrets')).body['secret'] as string;
    const id = await waiting(on, 'Zone Kanarienvogel 8');
    const taken = await on.petra('POST', `/v1/submissions/${id}/take`);
    await on.petra('POST', `/v1/submissions/${id}/decision`, {
      expectedVersion: taken.body['version'],
      outcome: 'GRANTED',
      reason: 'Alles da.',
    });
    const ofThis = () => receiver.received.filter(({ body }) => body.includes(id));
    const [first, second] = await eventually('both arrive', ofThis, ({ length }) => length === 2);
    const events = [first!, second!].map(({ body, headers }) =>
      new Webhook(secret).verify(body, headers as Record<string, string>),
    );
    const data = { submission: id, form: 'example-permit', formVersion: 1, authority: AUTHORITY };
    expect(events).toMatchObject([
      { id: `${id}_1`, type: 'submission.received.v1', subject: id, data },
      { id: `${id}_2`, type: 'submission.decided.v1', subject: id, data },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/Kanarien|anna/);
    expect((await on.system()('GET', '/v1/callback')).body).toMatchObject({ isSigned: true, failures: 0 });
    const other = on.system(OTHER_AUTHORITY);
    expect((await other('POST', '/v1/callback/secrets')).body.code).toBe('callback-unknown');
  });

  it('alone has its secret made, and the record of it names who did', async () => {
    const refused = { status: 403, body: { code: 'scope-missing' } };
    expect(await on.petra('POST', '/v1/callback/secrets')).toMatchObject(refused);
    expect(await on.petra('GET', '/v1/callback')).toMatchObject(refused);
    const renewals = 'select authority, client, caller from callback_renewal order by id';
    const before = (await (await on.admin()).query(renewals)).rowCount ?? 0;
    await on.system()('POST', '/v1/callback/secrets');
    const { rows } = await (await on.admin()).query(renewals);
    expect(rows.slice(before)).toEqual([{ authority: AUTHORITY, client: 'system', caller: 'system' }]);
    const aged = `update callback_renewal set at = now() - $1::interval`;
    for (const [age, removed] of [
      ['364 days', 0],
      ['367 days', rows.length],
    ] as const) {
      await (await on.admin()).query(aged, [age]);
      expect(await on.app.get(Upkeep).run('callback-renewals')).toBe(removed);
    }
  });
});
