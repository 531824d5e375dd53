import { setTimeout as pause } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { ANNA, DemoGateway, demoPolicy } from '../demo-gateway.builder.ts';
import { stillWaits } from '../lookups/pressure.builder.ts';
import { applyPolicy } from '../policy/policy.writer.ts';
import { evidenceFor } from '../registers/fake-register.builder.ts';
import { FeedRetention } from './feed-retention.service.ts';
import { FeedWatch } from './feed-watch.service.ts';
import { Follower } from './follower.builder.ts';

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

/** Of the test range. */
const HOLDER = '02234567897';
const anna = { reference: 'BPA-1', idnr: ANNA };
const holder = { reference: 'BPA-2', idnr: HOLDER };

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
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(5);
}

describe('a feed', () => {
  it('delivers an event under the own reference, without values or record id, and the person sees it', async () => {
    const id = await parking.subscribed({ subjects: [anna] });
    const event = await parking.handle(parking.eventAbout(ANNA));
    const { body } = await parking.feed(id);
    expect(body['events']).toEqual([
      {
        specversion: '1.0',
        id: event.id,
        source: event.source,
        type: 'resident.moved.v1',
        subject: 'BPA-1',
        time: event.time,
        datacontenttype: 'application/json',
        data: { effectiveOn: '2026-11-20' },
      },
    ]);
    expect(gateway.inner.registers.residents.permits).toEqual([
      expect.objectContaining({
        subjectKind: 'record',
        subject: event.data.recordId,
        fields: ['registered'],
      }),
    ]);
    const { body: mine } = await gateway.inner.call(gateway.anna, 'GET', '/v1/me/disclosures?limit=1');
    expect(mine['disclosures']).toEqual([
      expect.objectContaining({
        evidenceType: expect.objectContaining({ id: 'residents.change-notice.v1' }),
        outcome: 'DISCLOSED',
        caseReference: 'BPA-1',
        basis: expect.objectContaining({ kind: 'STATUTE' }),
      }),
    ]);
  });

  it('lets a subscriber that was off catch up by cursor, with nothing missing and in order', async () => {
    const id = await parking.subscribed({ subjects: [anna, holder] });
    const before = await parking.next(id);
    const handled: string[] = [];
    for (let count = 0; count < 130; count++) {
      const { id: eventId } = await parking.handle(parking.eventAbout(count % 3 === 0 ? ANNA : HOLDER));
      handled.push(eventId);
    }
    const seen: string[] = [];
    let { cursor } = before;
    for (;;) {
      const page = await parking.next(id, cursor, { limit: '50' });
      if (page.ids.length === 0) break;
      seen.push(...page.ids);
      ({ cursor } = page);
    }
    expect(seen).toEqual(handled);
    expect((await parking.next(id, before.cursor, { limit: '3' })).ids).toEqual(handled.slice(0, 3));
  });

  it('makes entries visible in their order, in whichever order transactions end', async () => {
    const id = await parking.subscribed({ subjects: [anna, holder] });
    const [early, late] = [parking.eventAbout(ANNA), parking.eventAbout(HOLDER)];
    const { promise: committed, resolve: commit } = Promise.withResolvers<void>();
    const { promise: appended, resolve: hasAppended } = Promise.withResolvers<void>();
    const first = parking.inTransaction(async (manager) => {
      await parking.handleIn(manager, early);
      hasAppended();
      await committed;
    });
    await appended;
    const second = parking.handle(late);
    await stillWaits(second);
    const meanwhile = await parking.next(id);
    commit();
    await Promise.all([first, second]);
    const after = await parking.next(id, meanwhile.cursor);
    expect([...meanwhile.ids, ...after.ids]).toEqual([early.id, late.id]);
  });

  it('writes nothing for an event that nobody follows', async () => {
    await parking.subscribed({ subjects: [anna] });
    const events = [parking.eventAbout('03345678916'), parking.eventAbout(ANNA, 'resident.name-changed.v1')];
    const wrote = await parking.inTransaction(async (manager) => {
      for (const event of events) await parking.handleIn(manager, event);
      const rows: { id: string | null }[] = await manager.query(
        'select pg_current_xact_id_if_assigned()::text as id',
      );
      return rows[0]?.id;
    });
    expect(wrote).toBeNull();
  });

  it('takes an event once, and once more for each replay, of this subscription only', async () => {
    const [id, other] = [
      await parking.subscribed({ subjects: [anna] }),
      await parking.subscribed({ subjects: [anna] }),
    ];
    const event = parking.eventAbout(ANNA);
    await parking.handle(event);
    await parking.handle(event);
    const replay = { id: randomUUID(), origin: 'topic/0/0', target: `subscription:${id}` };
    await parking.handle(event, replay);
    await parking.handle(event, { ...replay, id: randomUUID(), target: 'projection:x' });
    const { body } = await parking.feed(id);
    const marks = (body['events'] as { id: string; replayid?: string }[]).map((each) => [
      each.id,
      each.replayid,
    ]);
    expect(marks).toEqual([
      [event.id, undefined],
      [event.id, replay.id],
    ]);
    expect((await parking.next(other)).ids).toEqual([event.id]);
  });
});

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
    expect(gateway.inner.registers.residents.permits).toEqual([]);
    const { body: mine } = await gateway.inner.call(gateway.anna, 'GET', '/v1/me/disclosures?limit=1');
    expect(mine['disclosures']).toEqual([expect.objectContaining({ refusal: 'consent-withdrawn' })]);
  });

  it('leaves out what was taken off the list, and ends with the subscription and with the grant', async () => {
    const id = await parking.subscribed({ subjects: [anna, holder] });
    await parking.handle(parking.eventAbout(ANNA));
    const kept = await parking.handle(parking.eventAbout(HOLDER));
    await parking.call('POST', `/v1/subscriptions/${id}/subjects/removal`, { references: ['BPA-1'] });
    expect((await parking.next(id)).ids).toEqual([kept.id]);
    await applyPolicy(gateway.inner.database.migratorUrl, { ...demoPolicy, eventGrants: [] });
    expect((await parking.feed(id)).body.code).toBe('subscription-not-granted');
    await applyPolicy(gateway.inner.database.migratorUrl, demoPolicy);
    await parking.call('POST', `/v1/subscriptions/${id}/end`);
    const { status, body } = await parking.feed(id);
    expect([status, body.code]).toEqual([410, 'subscription-ended']);
  });

  it('does not move the cursor while the register is silent', async () => {
    const id = await parking.subscribed({ subjects: [anna, holder] });
    const start = await parking.next(id);
    const [first, second] = [
      await parking.handle(parking.eventAbout(ANNA)),
      await parking.handle(parking.eventAbout(HOLDER)),
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
    await until(() => waiting() === 1);
    lock();
    await parking.handle(parking.eventAbout(ANNA));
    await until(() => gateway.inner.registers.residents.permits.length > 0);
    expect(await stillWaits(poll)).toBe(true);
    gateway.calmRegisters();
    const event = await parking.handle(parking.eventAbout(ANNA));
    expect((await poll).ids).toEqual([event.id]);
  });

  it('ends with the subscription, with its caller, and with the service', async () => {
    const id = await parking.subscribed({ subjects: [anna] });
    const ending = parking.feed(id, { waitS: '25' });
    await until(() => waiting() === 1);
    await parking.call('POST', `/v1/subscriptions/${id}/end`);
    expect((await ending).body.code).toBe('subscription-ended');

    const open = await parking.subscribed({ subjects: [anna] });
    const caller = new AbortController();
    const gone = fetch(`${gateway.inner.url}/v1/feeds/${open}?waitS=25`, {
      headers: { authorization: `Bearer ${parking.token}` },
      signal: caller.signal,
    }).catch(() => 'gone');
    await until(() => waiting() === 1);
    caller.abort();
    expect(await gone).toBe('gone');
    await until(() => waiting() === 0);

    const watch = new FeedWatch(gateway.inner.pool);
    const { signal } = new AbortController();
    const wait = watch.wait(open, { clientId: 'c', after: 0, timeoutMs: 25_000, signal });
    watch.onModuleDestroy();
    expect(await wait).toBe(false);
  });

  it('is refused to a client that has too many', async () => {
    const id = await parking.subscribed({ subjects: [anna] });
    const callers = new AbortController();
    const url = `${gateway.inner.url}/v1/feeds/${id}?waitS=25`;
    const headers = { authorization: `Bearer ${parking.token}` };
    const polls = Array.from({ length: 20 }, () =>
      fetch(url, { headers, signal: callers.signal }).catch(() => null),
    );
    await until(() => waiting() === 20);
    expect((await parking.feed(id, { waitS: '25' })).body.code).toBe('overloaded');
    callers.abort();
    await Promise.all(polls);
    await until(() => waiting() === 0);
  });
});

describe('a cursor', () => {
  it('is good for its own subscription and client only, and unchanged', async () => {
    const [id, other] = [
      await parking.subscribed({ subjects: [anna] }),
      await parking.subscribed({ subjects: [anna] }),
    ];
    const { cursor } = await parking.next(id);
    const changed = `${cursor.startsWith('A') ? 'B' : 'A'}${cursor.slice(1)}`;
    for (const [feed, after] of [
      [id, changed],
      [other, cursor],
      [id, 'AAAA'],
      [id, '0'.repeat(48)],
    ] as const) {
      const { status, body } = await parking.feed(feed, { after });
      expect([status, body.code]).toEqual([400, 'cursor-invalid']);
    }
    expect((await housing.feed(id, { after: cursor })).body.code).toBe('subscription-unknown');
  });

  it('expires with the events after it, and says how to go on', async () => {
    const id = await parking.subscribed({ subjects: [anna] });
    const start = await parking.next(id);
    await parking.handle(parking.eventAbout(ANNA));
    const { cursor } = await parking.next(id, start.cursor);
    await age(id);
    expect(await gateway.inner.app.get(FeedRetention).prune()).toBe(1);
    const kept = await parking.handle(parking.eventAbout(ANNA));
    const { status, body } = await parking.feed(id, { after: start.cursor });
    expect([status, body.code]).toEqual([410, 'cursor-expired']);
    expect(body.detail).toContain('without `after`');
    expect((await parking.next(id, cursor)).ids).toEqual([kept.id]);
    expect((await parking.next(id)).ids).toEqual([kept.id]);
  });
});

/** Makes the waiting entries of a subscription older than they may become. */
async function age(id: string): Promise<void> {
  const admin = new pg.Client({ connectionString: gateway.inner.database.adminUrl });
  await admin.connect();
  await admin.query(
    `update feed_entry set appended_at = appended_at - interval '31 days' where subscription_id = $1`,
    [id],
  );
  await admin.end();
}
