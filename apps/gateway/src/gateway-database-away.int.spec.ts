import pg from 'pg';
import { whileEnding } from '#libs/test-kit';
import { DemoGateway } from './testing/demo-gateway.ts';
import { anna, Follower } from './testing/follower.ts';
import type { Answer } from './testing/test-gateway.ts';

let gateway: DemoGateway;
beforeAll(async () => {
  gateway = await DemoGateway.start();
});
afterAll(() => gateway.inner.stop());

describe('while the database of the gateway is away', () => {
  it('callers are told to come back, and after it everything is as before', async () => {
    const consent = await gateway.chosenId();
    const parking = new Follower(gateway);
    const subscription = await parking.subscribed({ subjects: [anna] });
    const asked = [
      ['anna', 'GET', `/v1/consents/${consent}`],
      ['anna', 'GET', '/v1/consents'],
      ['anna', 'GET', '/v1/me/disclosures'],
      ['anna', 'POST', `/v1/consents/${consent}/withdrawal`],
      ['parking', 'GET', '/v1/grants/mine'],
      ['parking', 'GET', '/v1/subscriptions'],
      ['parking', 'GET', `/v1/feeds/${subscription}`],
      ['parking', 'GET', '/v1/callbacks'],
      ['parking', 'POST', `/v1/subscriptions/${subscription}/end`],
    ] as const;
    const answers = () =>
      Promise.all(asked.map(([who, method, path]) => gateway.inner.call(gateway[who], method, path)));
    await gateway.inner.database.whileAway(async () => {
      const lookup = await gateway.lookUp({ consentId: consent });
      for (const { status, body, headers } of [lookup, ...(await answers())]) {
        expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'not-ready', '2']);
      }
    });
    for (const { status } of await answers()) expect(status).toBeLessThan(500);
  });
});

describe('a transaction that PostgreSQL ends for the sake of another', () => {
  const ending = async (times: number, table: string, work: () => Promise<void>): Promise<void> => {
    const owner = new pg.Client({ connectionString: gateway.inner.database.adminUrl });
    await owner.connect();
    try {
      await whileEnding(owner, { table, times }, work);
    } finally {
      await owner.end();
    }
  };

  it.each(['decision', 'outcome'])('is a lookup that nobody notices, at its %s', async (table) => {
    const consentId = await gateway.chosenId();
    await ending(1, table, async () => {
      expect((await gateway.lookUp({ consentId })).body).toMatchObject({ status: 'EVIDENCE' });
    });
  });

  it.each<[string, () => Promise<Answer>]>([
    ['decision', async () => gateway.lookUp({ consentId: await gateway.chosenId() })],
    ['outcome', async () => gateway.lookUp({ consentId: await gateway.chosenId() })],
    ['consent', () => gateway.choose()],
    ['subscription_subject', () => new Follower(gateway).subscribe({ subjects: [anna] })],
  ])('again and again at its %s is to be tried again later', async (table, ask) => {
    await ending(1_000, table, async () => {
      const { status, body, headers } = await ask();
      expect([status, body.code]).toEqual([503, expect.stringMatching(/^(overloaded|not-ready)$/)]);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    });
  });

  it.each<[string, () => Promise<Answer>]>([
    ['consent', () => gateway.choose()],
    ['subscription_subject', () => new Follower(gateway).subscribe({ subjects: [anna] })],
  ])('once at its %s is not noticed', async (table, ask) => {
    await ending(1, table, async () => expect((await ask()).status).toBe(201));
  });
});
