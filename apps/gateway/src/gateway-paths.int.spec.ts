import { DemoGateway } from './testing/demo-gateway.ts';

let gateway: DemoGateway;
beforeAll(async () => {
  gateway = await DemoGateway.start();
});
afterAll(() => gateway.inner.stop());

const id = '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f';

describe('a path or query that nothing can be called by', () => {
  it.each<['anna' | 'parking', 'GET' | 'POST', string, number, string]>([
    ['anna', 'GET', '/v1/consents/%00', 404, 'consent-unknown'],
    ['anna', 'POST', '/v1/consents/%00/withdrawal', 404, 'consent-unknown'],
    ['anna', 'GET', '/v1/consents?after=%00', 400, 'request-invalid'],
    ['anna', 'GET', '/v1/me/disclosures?after=zzz', 400, 'request-invalid'],
    ['anna', 'GET', '/v1/evidence-types/%00', 404, 'evidence-type-unknown'],
    ['parking', 'GET', '/v1/subscriptions?after=zzz', 400, 'request-invalid'],
    ['parking', 'GET', '/v1/subscriptions/%00', 404, 'subscription-unknown'],
    ['parking', 'POST', '/v1/subscriptions/%00/end', 404, 'subscription-unknown'],
    ['parking', 'GET', '/v1/feeds/%00', 404, 'subscription-unknown'],
    ['parking', 'POST', '/v1/callbacks/%00/secrets', 404, 'callback-unknown'],
    ['parking', 'POST', '/v1/callbacks/%00/activation', 404, 'callback-unknown'],
    ['parking', 'POST', `/v1/subscriptions/${id}/deliveries/%00/redelivery`, 404, 'delivery-unknown'],
  ])('of %s is the caller’s mistake: %s %s', async (caller, method, path, status, code) => {
    const body = method === 'POST' && !path.endsWith('withdrawal') ? {} : undefined;
    const answer = await gateway.inner.call(gateway[caller], method, path, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});
