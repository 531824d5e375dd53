import { eventually } from '#libs/test-kit';
import { answer } from '../../../../libs/webhooks/src/testing/index.ts';
import { ANNA } from '../testing/demo-gateway.ts';
import { HOOK, webhookGateway } from './testing/webhook-gateway.ts';

/** Numbers of the test range. */
const anna = { reference: 'BPA-1', idnr: ANNA };
const BERT = '02476291358';
const bert = { reference: 'BPA-2', idnr: BERT };

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

describe('a callback that fails', () => {
  const shown = async (): Promise<Record<string, unknown>> => {
    const { body } = await on.parking.call('GET', '/v1/callbacks');
    return (body['callbacks'] as readonly Record<string, unknown>[])[0]!;
  };

  /** Two that follow the same person would both be sent. */
  const end = (id: string): Promise<unknown> => on.parking.call('POST', `/v1/subscriptions/${id}/end`);

  it('is paused until it takes something, also while it is tried, and what failed last stays', async () => {
    let take: (() => unknown) | undefined;
    // The first one fails; the next one is held up, whenever its pause is over.
    on.receiver.behaviour = (failing, first) => {
      on.receiver.behaviour = (response, received) => {
        take = () => answer(204)(response, received);
      };
      return answer(503)(failing, first);
    };
    const id = await on.parking.subscribed({ subjects: [bert], callback: HOOK });
    await on.parking.handle(on.parking.eventAbout(BERT));
    const paused = await eventually('a pause', shown, ({ pausedUntil }) => pausedUntil !== undefined);
    expect(paused).toMatchObject({ state: 'PAUSED', failures: 1 });
    await on.gateway.inner.pool.query("update webhook_cursor set due_at = '-infinity'");
    await on.gateway.inner.pool.query('update webhook_receiver set due_at = now()');
    await eventually('it is tried again', () => take !== undefined);
    const tried = await shown();
    expect(tried).toMatchObject({ state: 'PAUSED', failures: 1 });
    expect(tried).not.toHaveProperty('pausedUntil');
    void take?.();
    await on.settled(on.parking, id, ['DELIVERED']);
    const failed = { lastFailure: 'status-unsuitable', lastStatus: 503, lastFailureAt: expect.any(String) };
    expect(await shown()).toMatchObject({ state: 'ACTIVE', failures: 0, ...failed });
    await end(id);
  });

  it('is paused as long as it refuses what it was sent last', async () => {
    on.receiver.behaviour = answer(422);
    const id = await on.parking.subscribed({ subjects: [bert], callback: HOOK });
    await on.parking.handle(on.parking.eventAbout(BERT));
    await on.settled(on.parking, id, ['WAITING']);
    expect(await shown()).toMatchObject({ state: 'PAUSED', failures: 0, lastStatus: 422 });
    on.receiver.behaviour = answer(204);
    await on.parking.call('POST', `/v1/callbacks/${HOOK}/activation`);
    await on.settled(on.parking, id, ['DELIVERED']);
    expect(await shown()).toMatchObject({ state: 'ACTIVE', failures: 0, lastStatus: 422 });
  });
});
