import { ANNA } from '../testing/demo-gateway.ts';
import { HOOK, webhookGateway } from './testing/webhook-gateway.ts';

const anna = { reference: 'BPA-1', idnr: ANNA };

const on = webhookGateway();

describe('the own authority', () => {
  it('sees its own callbacks and never a secret again', async () => {
    const { body } = await on.parking.call('GET', '/v1/callbacks');
    expect(body['callbacks']).toEqual([
      expect.objectContaining({ id: HOOK, state: 'ACTIVE', failures: 0, secrets: [expect.any(Object)] }),
    ]);
    const bare = on.secret.replace('whsec_', '');
    const { rows } = await on.gateway.inner.pool.query<{ line: string }>(
      'select t::text as line from webhook_secret t',
    );
    const stored = JSON.stringify([body, rows]);
    expect(stored).not.toContain(bare);
    expect(stored).not.toContain(Buffer.from(bare, 'base64').toString('hex'));
  });

  it('is the only one to see deliveries, make secrets, or activate', async () => {
    const id = await on.parking.subscribed({ subjects: [anna], callback: HOOK });
    const codes = await Promise.all(
      [
        ['GET', `/v1/subscriptions/${id}/deliveries`],
        ['POST', `/v1/subscriptions/${id}/redelivery`],
        ['POST', `/v1/subscriptions/${id}/deliveries/00000000-0000-7000-8000-000000000000/redelivery`],
        ['POST', `/v1/callbacks/${HOOK}/secrets`],
        ['POST', `/v1/callbacks/${HOOK}/activation`],
      ].map(async ([method = '', path = '']) => {
        const body =
          method === 'POST' && !path.includes('activation') && !path.includes('deliveries') ? {} : undefined;
        return (await on.housing.call(method, path, body)).body.code;
      }),
    );
    expect(codes).toEqual([
      'subscription-unknown',
      'subscription-unknown',
      'subscription-unknown',
      'callback-unknown',
      'callback-unknown',
    ]);
  });

  it('keeps its callbacks: an id is never handed to another', async () => {
    const handedOver = on.register([{ id: HOOK, authority: 'wohngeld-goettingen', url: on.url('parking') }]);
    await expect(handedOver).rejects.toThrow('for good');
  });

  it.each<[string, object]>([
    ['too long an overlap', { overlapHours: 169 }],
    ['a negative overlap', { overlapHours: -1 }],
    ['an empty overlap', { overlapHours: '' }],
    ['an overlap as text', { overlapHours: '5' }],
    ['an overlap that is a yes', { overlapHours: true }],
    ['a URL of its own', { url: 'https://elsewhere.example/' }],
  ])('cannot ask for %s', async (_, body) => {
    expect((await on.parking.call('POST', `/v1/callbacks/${HOOK}/secrets`, body)).status).toBe(400);
  });
});
