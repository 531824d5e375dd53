import { Background } from '#libs/service-kit';
import { eventually, whileHeld } from '#libs/test-kit';
import { ANNA, DemoGateway, demoPolicy } from '../testing/demo-gateway.ts';
import { applyPolicy } from '../policy/policy.writer.ts';
import { evidenceFor } from '../testing/fake-register.ts';
import { anna, BEN, ben, Follower } from '../testing/follower.ts';
import { FeedWatch } from './feed-watch.service.ts';

let gateway: DemoGateway;
let parking: Follower;
let housing: Follower;
beforeAll(async () => {
  gateway = await DemoGateway.start();
  parking = new Follower(gateway);
  housing = new Follower(gateway, gateway.housing);
});
afterAll(() => gateway.inner.stop());
beforeEach(() => gateway.calmRegisters());

const silence = (): void => {
  gateway.inner.registers.residents.behaviour = () => 'garbage';
};
const lock = (): void => {
  gateway.inner.registers.residents.behaviour = ({ decisionId }) => ({
    decisionId,
    status: 'NO_EVIDENCE',
    concerns: [],
  });
};
const waiting = (): number => gateway.inner.app.get(FeedWatch).waiters;
const untilWaiting = (count: number) =>
  eventually(`${count} polls wait`, waiting, (polls) => polls === count);
const untilAsked = () =>
  eventually('the register is asked', () => gateway.inner.registers.residents.permits.length > 0);

describe('each delivery', () => {
  it('withholds a locked subject, and looks as if nothing had happened', async () => {
    const id = await parking.subscribed({ subjects: [anna] });
    const empty = await parking.feed(id);
    await parking.handle(parking.eventAbout(ANNA));
    lock();
    const withheld = await parking.feed(id);
    expect(withheld.body['events']).toEqual([]);
    expect(String(withheld.body['next'])).toHaveLength(String(empty.body['next']).length);
    expect((await parking.feed(id)).body['next']).not.toBe(withheld.body['next']);
    const { body: mine } = await gateway.inner.call(gateway.anna, 'GET', '/v1/me/disclosures?limit=1');
    expect(mine['disclosures']).toEqual([expect.objectContaining({ outcome: 'NOTHING_DISCLOSED' })]);
  });

  it('rests on the consent of that moment: nothing arrives after a withdrawal, on an old cursor neither', async () => {
    const wish = { kind: 'CONSENT', authority: 'wohngeld-goettingen', purpose: 'housing-benefit' };
    const consentId = await gateway.chosenId({ ...wish, evidenceType: 'residents.change-notice.v1' });
    const subjects = [{ ...anna, consentId }];
    const id = await housing.subscribed({ purpose: 'housing-benefit', subjects });
    const start = await housing.next(id);
    const event = await housing.handle(housing.eventAbout(ANNA));
    expect((await housing.next(id, start.cursor)).ids).toEqual([event.id]);
    expect(gateway.inner.registers.residents.permits).toEqual([
      expect.objectContaining({ citizen: gateway.inner.citizenSub(ANNA) }),
    ]);
    await gateway.inner.call(gateway.anna, 'POST', `/v1/consents/${consentId}/withdrawal`);
    await housing.handle(housing.eventAbout(ANNA));
    gateway.calmRegisters();
    expect((await housing.next(id, start.cursor)).ids).toEqual([]);
    const metrics = await (await fetch(`${gateway.inner.systemUrl}/metrics`)).text();
    // Nobody is told of it, so what is counted says no more.
    expect(metrics).toMatch(/einmal_decisions_total\{effect="DENIAL",refusal="untold"\} [1-9]/);
    expect(metrics).not.toContain('consent-withdrawn');
    expect(gateway.inner.registers.residents.permits).toEqual([]);
    const { body: mine } = await gateway.inner.call(gateway.anna, 'GET', '/v1/me/disclosures?limit=1');
    expect(mine['disclosures']).toEqual([expect.objectContaining({ refusal: 'consent-withdrawn' })]);
  });

  it('leaves out what was taken off the list, and ends with the subscription and with the grant', async () => {
    const id = await parking.subscribed({ subjects: [anna, ben] });
    await parking.handle(parking.eventAbout(ANNA));
    const kept = await parking.handle(parking.eventAbout(BEN));
    await parking.call('POST', `/v1/subscriptions/${id}/subjects/removal`, { references: ['BPA-1'] });
    expect((await parking.next(id)).ids).toEqual([kept.id]);
    await applyPolicy(gateway.inner.database.migratorUrl, { ...demoPolicy, eventGrants: [] });
    expect((await parking.feed(id)).body.code).toBe('subscription-not-granted');
    await applyPolicy(gateway.inner.database.migratorUrl, demoPolicy);
    await parking.call('POST', `/v1/subscriptions/${id}/end`);
    const { status, body } = await parking.feed(id);
    expect([status, body.code]).toEqual([410, 'subscription-ended']);
  });

  it('hands out nothing that was ended while the register was being asked', async () => {
    const id = await parking.subscribed({ subjects: [anna] });
    await parking.handle(parking.eventAbout(ANNA));
    const lock = 'lock table outcome in share mode';
    const { body } = await whileHeld(gateway.inner.database.adminUrl, lock, async ({ letGo }) => {
      const read = parking.feed(id, { limit: '1' });
      await untilAsked();
      await parking.call('POST', `/v1/subscriptions/${id}/end`);
      await letGo();
      return read;
    });
    expect(body.code).toBe('subscription-ended');
  });

  it('does not move the cursor while the register is silent', async () => {
    const id = await parking.subscribed({ subjects: [anna, ben] });
    const start = await parking.next(id);
    const [first, second] = [
      await parking.handle(parking.eventAbout(ANNA)),
      await parking.handle(parking.eventAbout(BEN)),
    ];
    silence();
    const { status, headers, body } = await parking.feed(id, { after: start.cursor });
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'register-unavailable', '2']);
    gateway.inner.registers.residents.behaviour = (permit) =>
      permit.subject === first.data.recordId
        ? evidenceFor(permit)
        : { decisionId: permit.decisionId, status: 'REFUSED', reason: 'expired' };
    const partly = await parking.next(id, start.cursor);
    expect(partly.ids).toEqual([first.id]);
    gateway.calmRegisters();
    expect((await parking.next(id, partly.cursor)).ids).toEqual([second.id]);
    expect((await parking.next(id, start.cursor)).ids).toEqual([first.id, second.id]);
  });
});

describe('a long poll', () => {
  it('answers when an event comes, and not when it is withheld', async () => {
    const id = await parking.subscribed({ subjects: [anna] });
    const { cursor } = await parking.next(id);
    const poll = parking.next(id, cursor, { waitS: '25' });
    await untilWaiting(1);
    lock();
    await parking.handle(parking.eventAbout(ANNA));
    await untilAsked();
    gateway.calmRegisters();
    const event = await parking.handle(parking.eventAbout(ANNA));
    expect((await poll).ids).toEqual([event.id]);
  });

  it('ends with the subscription, with its caller, and with the service', async () => {
    const id = await parking.subscribed({ subjects: [anna] });
    const ending = parking.feed(id, { waitS: '25' });
    await untilWaiting(1);
    await parking.call('POST', `/v1/subscriptions/${id}/end`);
    expect((await ending).body.code).toBe('subscription-ended');

    const open = await parking.subscribed({ subjects: [anna] });
    const caller = new AbortController();
    const gone = fetch(`${gateway.inner.url}/v1/feeds/${open}?waitS=25`, {
      headers: { authorization: `Bearer ${parking.token}` },
      signal: caller.signal,
    }).catch(() => 'gone');
    await untilWaiting(1);
    caller.abort();
    expect(await gone).toBe('gone');
    await untilWaiting(0);

    // Longer than a test may take: what ends it is not the time.
    const watch = new FeedWatch(gateway.inner.pool, new Background());
    const [leaving, staying] = [new AbortController(), new AbortController()];
    const wait = ({ signal }: AbortController): Promise<boolean> =>
      watch.wait(open, { clientId: 'c', after: 0, timeoutMs: 600_000, signal });
    const [left, stayed] = [wait(leaving), wait(staying)];
    leaving.abort();
    expect([await left, watch.waiters]).toEqual([false, 1]);
    watch.onModuleDestroy();
    expect(await stayed).toBe(false);
  });

  it('is refused to a client that has too many', async () => {
    const id = await parking.subscribed({ subjects: [anna] });
    const callers = new AbortController();
    const url = `${gateway.inner.url}/v1/feeds/${id}?waitS=25`;
    const headers = { authorization: `Bearer ${parking.token}` };
    const polls = Array.from({ length: 20 }, () =>
      fetch(url, { headers, signal: callers.signal }).catch(() => null),
    );
    await untilWaiting(20);
    expect((await parking.feed(id, { waitS: '25' })).body.code).toBe('overloaded');
    callers.abort();
    await Promise.all(polls);
    await untilWaiting(0);
  });
});
