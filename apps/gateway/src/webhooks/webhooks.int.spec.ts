import { Webhook } from 'standardwebhooks';
import { ANNA, DemoGateway, demoPolicy } from '../demo-gateway.builder.ts';
import { Follower } from '../feeds/follower.builder.ts';
import { applyPolicy } from '../policy/policy.writer.ts';
import { answer, TestReceiver } from './test-receiver.builder.ts';
import { until } from './webhook-stand.builder.ts';

// Of the test range, like all numbers here.
const BERT = '02476291358';
const anna = { reference: 'BPA-1', idnr: ANNA };
const bert = { reference: 'BPA-2', idnr: BERT };
const HOOK = 'hannover-parking';
const HOUSING_HOOK = 'goettingen-housing';

let gateway: DemoGateway;
let receiver: TestReceiver;
let parking: Follower;
let housing: Follower;
let secret: string;
beforeAll(async () => {
  receiver = await new TestReceiver().start();
  gateway = await DemoGateway.start();
  parking = new Follower(gateway);
  housing = new Follower(gateway, gateway.housing);
  const url = (path: string): string => `http://127.0.0.1:${receiver.port}/${path}`;
  const callbacks = [
    { id: HOOK, authority: 'strassenverkehr-hannover', url: url('parking') },
    { id: HOUSING_HOOK, authority: 'wohngeld-goettingen', url: url('housing') },
  ];
  await applyPolicy(gateway.inner.database.migratorUrl, { ...demoPolicy, callbacks });
  secret = (await parking.call('POST', `/v1/callbacks/${HOOK}/secrets`, {})).body['secret'] as string;
  await housing.call('POST', `/v1/callbacks/${HOUSING_HOOK}/secrets`, {});
});
afterAll(async () => {
  await gateway.inner.stop();
  await receiver.stop();
});
beforeEach(() => {
  gateway.calmRegisters();
  receiver.behaviour = answer(204);
  receiver.received.length = 0;
});

/** The webhook-ids of one subscription; others may be about the same person. */
const idsOf = (subscription: string): string[] =>
  receiver.received
    .map(({ headers }) => String(headers['webhook-id']))
    .filter((id) => id.endsWith(subscription));
const deliveries = async (by: Follower, id: string, query = '') => {
  const { body } = await by.call('GET', `/v1/subscriptions/${id}/deliveries${query}`);
  return body['deliveries'] as { eventId: string; state: string; cursor: string; attempts: number }[];
};
const settled = (by: Follower, id: string, states: readonly string[]) => async () =>
  JSON.stringify((await deliveries(by, id)).map(({ state }) => state)) === JSON.stringify(states);

describe('a subscription with a callback', () => {
  it('sends events to the registered address, signed with the secret that was shown once', async () => {
    const id = await parking.subscribed({ subjects: [anna], callback: HOOK });
    const event = await parking.handle(parking.eventAbout(ANNA));
    await until(settled(parking, id, ['DELIVERED']));
    const { path, body, headers } = receiver.received[0]!;
    const verified = new Webhook(secret).verify(body, headers as Record<string, string>);
    expect(verified).toMatchObject({ id: event.id, type: 'resident.moved.v1', subject: 'BPA-1' });
    expect(path).toBe('/parking');
    const { body: mine } = await gateway.inner.call(gateway.anna, 'GET', '/v1/me/disclosures?limit=1');
    expect(mine['disclosures']).toEqual([
      expect.objectContaining({ outcome: 'DISCLOSED', caseReference: 'BPA-1' }),
    ]);
  });

  it('can only name a callback of its own authority', async () => {
    for (const callback of [HOUSING_HOOK, 'nowhere']) {
      const { status, body } = await parking.subscribe({ subjects: [anna], callback });
      expect({ status, code: body.code }).toEqual({ status: 404, code: 'callback-unknown' });
    }
  });

  it('sends nothing more after a withdrawal, also of what waits for its next attempt', async () => {
    const wish = { kind: 'CONSENT', authority: 'wohngeld-goettingen', purpose: 'housing-benefit' };
    const consentId = await gateway.chosenId({ ...wish, evidenceType: 'residents.change-notice.v1' });
    const subjects = [{ ...anna, consentId }];
    const request = { purpose: 'housing-benefit', subjects, callback: HOUSING_HOOK };
    const id = await housing.subscribed(request);
    receiver.behaviour = answer(503);
    await housing.handle(housing.eventAbout(ANNA));
    await until(settled(housing, id, ['WAITING']));
    await gateway.inner.call(gateway.anna, 'POST', `/v1/consents/${consentId}/withdrawal`);
    receiver.behaviour = answer(204);
    const sent = idsOf(id).length;
    await housing.call('POST', `/v1/callbacks/${HOUSING_HOOK}/activation`);
    await until(settled(housing, id, []));
    expect(idsOf(id)).toHaveLength(sent);
  });

  it('sends nothing more when it is ended', async () => {
    const ended = await parking.subscribed({ subjects: [anna], callback: HOOK });
    receiver.behaviour = answer(404);
    await parking.handle(parking.eventAbout(ANNA));
    await until(settled(parking, ended, ['WAITING']));
    await parking.call('POST', `/v1/subscriptions/${ended}/end`);
    receiver.behaviour = answer(204);
    const sent = idsOf(ended).length;
    await parking.call('POST', `/v1/callbacks/${HOOK}/activation`);
    const other = await parking.subscribed({ subjects: [bert], callback: HOOK });
    await parking.handle(parking.eventAbout(BERT));
    await until(settled(parking, other, ['DELIVERED']));
    expect(idsOf(ended)).toHaveLength(sent);
    const again = await parking.call('POST', `/v1/subscriptions/${ended}/redelivery`, {});
    expect(again.body.code).toBe('subscription-ended');
  });
});

describe('redelivery', () => {
  it('brings one event, or all since a cursor, again under the same webhook-id', async () => {
    const id = await parking.subscribed({ subjects: [bert], callback: HOOK });
    const events: string[] = [];
    for (let n = 0; n < 3; n++) events.push((await parking.handle(parking.eventAbout(BERT))).id);
    await until(settled(parking, id, ['DELIVERED', 'DELIVERED', 'DELIVERED']));
    const one = await parking.call('POST', `/v1/subscriptions/${id}/deliveries/${events[0]}/redelivery`);
    expect([one.status, one.body]).toEqual([202, { state: 'WAITING' }]);
    // An answer that a busy machine loses is asked for again, so repeats in a row count once.
    const runs = (): string[] => idsOf(id).filter((each, n, all) => each !== all[n - 1]);
    await until(() => runs().length === 4);
    await until(settled(parking, id, ['DELIVERED', 'DELIVERED', 'DELIVERED']));
    const [, , first] = await deliveries(parking, id);
    const all = await parking.call('POST', `/v1/subscriptions/${id}/redelivery`, { after: first!.cursor });
    expect(all.status).toBe(202);
    await until(() => runs().length === 6);
    const [a, b, c] = events.map((event) => `${event}_${id}`);
    expect(runs()).toEqual([a, b, c, a, b, c]);
  });

  it('takes a cursor of the feed, and no other', async () => {
    const id = await parking.subscribed({ subjects: [anna], callback: HOOK });
    const { cursor } = await parking.next(id);
    const since = (after: string) => parking.call('POST', `/v1/subscriptions/${id}/redelivery`, { after });
    expect((await since(cursor)).status).toBe(202);
    const other = await parking.next(await parking.subscribed({ subjects: [anna] }));
    expect((await since(other.cursor)).body.code).toBe('cursor-invalid');
  });

  it('knows only events that were sent, and subscriptions with a callback', async () => {
    const id = await parking.subscribed({ subjects: [anna], callback: HOOK });
    const unknown = '00000000-0000-7000-8000-000000000000';
    const again = (of: string, event: string) =>
      parking.call('POST', `/v1/subscriptions/${of}/deliveries/${event}/redelivery`);
    expect((await again(id, unknown)).body.code).toBe('delivery-unknown');
    expect((await again(id, 'x')).body.code).toBe('delivery-unknown');
    const feedOnly = await parking.subscribed({ subjects: [anna] });
    expect((await again(feedOnly, unknown)).body.code).toBe('callback-unknown');
  });
});

describe('the own authority', () => {
  it('sees its own callbacks and never a secret again', async () => {
    const { body } = await parking.call('GET', '/v1/callbacks');
    expect(body['callbacks']).toEqual([
      expect.objectContaining({ id: HOOK, state: 'ACTIVE', failures: 0, secrets: [expect.any(Object)] }),
    ]);
    const bare = secret.replace('whsec_', '');
    const { rows } = await gateway.inner.pool.query<{ line: string }>(
      'select t::text as line from webhook_secret t',
    );
    const stored = JSON.stringify([body, rows]);
    expect(stored).not.toContain(bare);
    expect(stored).not.toContain(Buffer.from(bare, 'base64').toString('hex'));
  });

  it('is the only one to see deliveries, make secrets, or activate', async () => {
    const id = await parking.subscribed({ subjects: [anna], callback: HOOK });
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
        return (await housing.call(method, path, body)).body.code;
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
    const url = `http://127.0.0.1:${receiver.port}/parking`;
    const callbacks = [{ id: HOOK, authority: 'wohngeld-goettingen', url }];
    const { migratorUrl } = gateway.inner.database;
    await expect(applyPolicy(migratorUrl, { ...demoPolicy, callbacks })).rejects.toThrow('for good');
  });

  it.each<[string, object]>([
    ['too long an overlap', { overlapHours: 169 }],
    ['a negative overlap', { overlapHours: -1 }],
    ['a URL of its own', { url: 'https://elsewhere.example/' }],
  ])('cannot ask for %s', async (_, body) => {
    expect((await parking.call('POST', `/v1/callbacks/${HOOK}/secrets`, body)).status).toBe(400);
  });
});
