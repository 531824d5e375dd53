import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Upkeep } from '#libs/service-kit';
import { ANNA, DemoGateway } from '../testing/demo-gateway.ts';
import { untilBlocked } from '../testing/pressure.ts';
import { anna, BEN, ben, Follower } from '../testing/follower.ts';

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
    const id = await parking.subscribed({ subjects: [anna, ben] });
    const before = await parking.next(id);
    const handled: string[] = [];
    for (let count = 0; count < 130; count++) {
      const { id: eventId } = await parking.handle(parking.eventAbout(count % 3 === 0 ? ANNA : BEN));
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
    const id = await parking.subscribed({ subjects: [anna, ben] });
    const [early, late] = [parking.eventAbout(ANNA), parking.eventAbout(BEN)];
    const { promise: committed, resolve: commit } = Promise.withResolvers<void>();
    const { promise: appended, resolve: hasAppended } = Promise.withResolvers<void>();
    const first = parking.inTransaction(async (manager) => {
      await parking.handleIn(manager, early);
      hasAppended();
      await committed;
    });
    await appended;
    const second = parking.handle(late);
    await untilBlocked(gateway.inner.pool);
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

  it('gets nothing new after its last day, tells what came before for a week, and is over then', async () => {
    const id = await parking.subscribed({ subjects: [anna] });
    const event = await parking.handle(parking.eventAbout(ANNA));
    const expire = (days: number) =>
      asAdmin(
        `update subscription set valid_until = clock_timestamp() - interval '${days} days' where id = $1`,
        id,
      );
    await expire(0);
    await parking.handle(parking.eventAbout(ANNA));
    const { ids, cursor } = await parking.next(id);
    expect(ids).toEqual([event.id]);
    expect((await parking.next(id, cursor, { waitS: '25' })).ids).toEqual([]);
    expect((await parking.call('GET', `/v1/subscriptions/${id}`)).body['state']).toBe('EXPIRED');
    await expire(6.9);
    expect((await parking.next(id)).ids).toEqual([event.id]);
    await expire(7);
    const asked = gateway.inner.registers.residents.permits.length;
    expect((await parking.feed(id, { waitS: '25' })).body.code).toBe('subscription-ended');
    expect(gateway.inner.registers.residents.permits).toHaveLength(asked);
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
    const old = `update feed_entry set appended_at = appended_at - interval '31 days' where subscription_id = $1`;
    await asAdmin(old, id);
    expect(await gateway.inner.app.get(Upkeep).run('feed-entries')).toBe(1);
    const kept = await parking.handle(parking.eventAbout(ANNA));
    const { status, body } = await parking.feed(id, { after: start.cursor });
    expect([status, body.code]).toEqual([410, 'cursor-expired']);
    expect(body.detail).toContain('without `after`');
    expect((await parking.next(id, cursor)).ids).toEqual([kept.id]);
    expect((await parking.next(id)).ids).toEqual([kept.id]);
  });
});

/** What only time does, done by the owner of the server. */
async function asAdmin(sql: string, id: string): Promise<void> {
  const admin = new pg.Client({ connectionString: gateway.inner.database.adminUrl });
  await admin.connect();
  await admin.query(sql, [id]);
  await admin.end();
}
