import { Webhook } from 'standardwebhooks';
import { ANNA } from '../testing/demo-gateway.ts';
import { answer } from '../../../../libs/webhooks/src/testing/index.ts';
import { HOOK, HOUSING_HOOK, webhookGateway } from './testing/webhook-gateway.ts';
import { eventually } from '#libs/test-kit';

/** Numbers of the test range. */
const anna = { reference: 'BPA-1', idnr: ANNA };
const BERT = '02476291358';
const bert = { reference: 'BPA-2', idnr: BERT };

const on = webhookGateway();

describe('a subscription with a callback', () => {
  it('sends events to the registered address, signed with the secret that was shown once', async () => {
    const id = await on.parking.subscribed({ subjects: [anna], callback: HOOK });
    const event = await on.parking.handle(on.parking.eventAbout(ANNA));
    await on.settled(on.parking, id, ['DELIVERED']);
    const { path, body, headers } = on.receiver.received[0]!;
    const verified = new Webhook(on.secret).verify(body, headers as Record<string, string>);
    expect(verified).toMatchObject({ id: event.id, type: 'resident.moved.v1', subject: 'BPA-1' });
    expect(path).toBe('/parking');
    const { body: mine } = await on.gateway.inner.call(on.gateway.anna, 'GET', '/v1/me/disclosures?limit=1');
    expect(mine['disclosures']).toEqual([
      expect.objectContaining({ outcome: 'DISCLOSED', caseReference: 'BPA-1' }),
    ]);
  });

  it('is counted, and nothing is left waiting', async () => {
    const scrape = async (): Promise<string> => (await fetch(`${on.gateway.inner.systemUrl}/metrics`)).text();
    // It is counted once it is recorded, which its state tells already.
    await eventually('an attempt that is counted', scrape, (text) =>
      /einmal_webhook_attempts_total\{result="delivered"\} [1-9]/.test(text),
    );
    await eventually('nothing that waits', scrape, (text) =>
      /einmal_webhook_oldest_waiting_seconds 0\n/.test(text),
    );
  });

  it('can only name a callback of its own authority', async () => {
    for (const callback of [HOUSING_HOOK, 'nowhere']) {
      const { status, body } = await on.parking.subscribe({ subjects: [anna], callback });
      expect({ status, code: body.code }).toEqual({ status: 404, code: 'callback-unknown' });
    }
  });

  it('sends nothing more after a withdrawal, also of what waits for its next attempt', async () => {
    const wish = { kind: 'CONSENT', authority: 'wohngeld-goettingen', purpose: 'housing-benefit' };
    const consentId = await on.gateway.chosenId({ ...wish, evidenceType: 'residents.change-notice.v1' });
    const subjects = [{ ...anna, consentId }];
    const request = { purpose: 'housing-benefit', subjects, callback: HOUSING_HOOK };
    const id = await on.housing.subscribed(request);
    on.receiver.behaviour = answer(503);
    await on.housing.handle(on.housing.eventAbout(ANNA));
    await on.settled(on.housing, id, ['WAITING']);
    await on.gateway.inner.call(on.gateway.anna, 'POST', `/v1/consents/${consentId}/withdrawal`);
    on.receiver.behaviour = answer(204);
    const sent = on.idsOf(id).length;
    await on.housing.call('POST', `/v1/callbacks/${HOUSING_HOOK}/activation`);
    await on.settled(on.housing, id, []);
    expect(on.idsOf(id)).toHaveLength(sent);
  });

  it('sends nothing more when it is ended', async () => {
    const ended = await on.parking.subscribed({ subjects: [anna], callback: HOOK });
    on.receiver.behaviour = answer(404);
    await on.parking.handle(on.parking.eventAbout(ANNA));
    await on.settled(on.parking, ended, ['WAITING']);
    await on.parking.call('POST', `/v1/subscriptions/${ended}/end`);
    on.receiver.behaviour = answer(204);
    const sent = on.idsOf(ended).length;
    await on.parking.call('POST', `/v1/callbacks/${HOOK}/activation`);
    const other = await on.parking.subscribed({ subjects: [bert], callback: HOOK });
    await on.parking.handle(on.parking.eventAbout(BERT));
    await on.settled(on.parking, other, ['DELIVERED']);
    expect(on.idsOf(ended)).toHaveLength(sent);
    const again = await on.parking.call('POST', `/v1/subscriptions/${ended}/redelivery`, {});
    expect(again.body.code).toBe('subscription-ended');
  });
});

describe('redelivery', () => {
  it('brings one event, or all since a cursor, again under the same webhook-id', async () => {
    const id = await on.parking.subscribed({ subjects: [bert], callback: HOOK });
    const events: string[] = [];
    for (let n = 0; n < 3; n++) events.push((await on.parking.handle(on.parking.eventAbout(BERT))).id);
    await on.settled(on.parking, id, ['DELIVERED', 'DELIVERED', 'DELIVERED']);
    const one = await on.parking.call('POST', `/v1/subscriptions/${id}/deliveries/${events[0]}/redelivery`);
    expect([one.status, one.body]).toEqual([202, { state: 'WAITING' }]);
    // An answer that a busy machine loses is asked for again, so repeats in a row count once.
    const runs = (): string[] => on.idsOf(id).filter((each, n, all) => each !== all[n - 1]);
    await eventually(
      'a fourth request',
      () => runs().length,
      (count) => count === 4,
    );
    await on.settled(on.parking, id, ['DELIVERED', 'DELIVERED', 'DELIVERED']);
    const [, , first] = await on.deliveries(on.parking, id);
    const all = await on.parking.call('POST', `/v1/subscriptions/${id}/redelivery`, { after: first!.cursor });
    expect(all.status).toBe(202);
    await eventually(
      'two more requests',
      () => runs().length,
      (count) => count === 6,
    );
    const [a, b, c] = events.map((event) => `${event}_${id}`);
    expect(runs()).toEqual([a, b, c, a, b, c]);
  });

  it('takes a cursor of the feed, and no other', async () => {
    const id = await on.parking.subscribed({ subjects: [anna], callback: HOOK });
    const { cursor } = await on.parking.next(id);
    const since = (after: string) => on.parking.call('POST', `/v1/subscriptions/${id}/redelivery`, { after });
    expect((await since(cursor)).status).toBe(202);
    const other = await on.parking.next(await on.parking.subscribed({ subjects: [anna] }));
    expect((await since(other.cursor)).body.code).toBe('cursor-invalid');
  });

  it('knows only events that were sent, and subscriptions with a callback', async () => {
    const id = await on.parking.subscribed({ subjects: [anna], callback: HOOK });
    const unknown = '00000000-0000-7000-8000-000000000000';
    const again = (of: string, event: string) =>
      on.parking.call('POST', `/v1/subscriptions/${of}/deliveries/${event}/redelivery`);
    expect((await again(id, unknown)).body.code).toBe('delivery-unknown');
    expect((await again(id, 'x')).body.code).toBe('delivery-unknown');
    const feedOnly = await on.parking.subscribed({ subjects: [anna] });
    expect((await again(feedOnly, unknown)).body.code).toBe('callback-unknown');
  });
});
