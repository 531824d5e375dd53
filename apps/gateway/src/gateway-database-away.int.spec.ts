import { DemoGateway } from './testing/demo-gateway.ts';
import { anna, Follower } from './testing/follower.ts';

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
