import { ANNA, DemoGateway } from '../testing/demo-gateway.ts';
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

describe('a subscription', () => {
  it('is made, listed and looked at by its own client only', async () => {
    const { status, body } = await parking.subscribe({ subjects: [anna, ben] });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      state: 'ACTIVE',
      purpose: 'resident-parking-permit',
      register: 'residents',
      eventTypes: ['resident.moved.v1'],
      byConsent: false,
      subjectCount: 2,
      feed: `/v1/feeds/${body['id'] as string}`,
    });
    const path = `/v1/subscriptions/${body['id'] as string}`;
    expect((await parking.call('GET', path)).body).toEqual(body);
    expect((await parking.call('GET', '/v1/subscriptions?limit=1')).body['subscriptions']).toEqual([body]);
    expect((await housing.call('GET', '/v1/subscriptions')).body['subscriptions']).toEqual([]);
    for (const [method, way] of [
      ['GET', ''],
      ['GET', '/subjects'],
      ['POST', '/end'],
    ] as const) {
      expect((await housing.call(method, path + way)).body.code).toBe('subscription-unknown');
    }
    expect((await parking.call('GET', '/v1/subscriptions/mine')).body.code).toBe('subscription-unknown');
  });

  it('keeps pseudonyms of its subjects and nothing else, and asks no register about persons', async () => {
    await parking.subscribed({ subjects: [anna, ben] });
    const { rows } = await gateway.inner.pool.query<{ row: string }>(
      'select ss::text as row from subscription_subject ss union all select s::text from subscription s',
    );
    const stored = rows.map(({ row }) => row).join('\n');
    expect(stored).not.toContain(ANNA);
    expect(stored).not.toContain(BEN);
    expect(gateway.inner.registers.residents.permits).toEqual([]);
  });

  const far = new Date(Date.now() + 400 * 86_400_000).toISOString().slice(0, 10);
  it.each<[string, string, number, object]>([
    ['event-type-unknown', '/eventTypes/0', 400, { eventTypes: ['resident.married.v1'] }],
    [
      'request-invalid',
      '/eventTypes/1',
      400,
      { eventTypes: ['resident.moved.v1', 'vehicle.transferred.v1'] },
    ],
    ['subscription-not-granted', '', 403, { eventTypes: ['resident.name-changed.v1'] }],
    ['subscription-not-granted', '', 403, { purpose: 'housing-benefit' }],
    ['validity-too-long', '/lastDay', 400, { lastDay: far }],
    ['validity-too-long', '/lastDay', 400, { lastDay: '2026-01-01' }],
    ['request-invalid', '/lastDay', 400, { lastDay: '2027-02-30' }],
    ['member-unknown', '/validUntil', 400, { validUntil: '2026-12-31' }],
    ['callback-unknown', '', 404, { callback: 'nobody-registered-this' }],
    ['request-invalid', '/subjects', 400, { subjects: [] }],
    ['check-digit-wrong', '/subjects/1/idnr', 400, { subjects: [anna, { ...ben, idnr: '02234567890' }] }],
    [
      'subject-kind-unsuitable',
      '/subjects/0',
      400,
      { subjects: [{ reference: 'A', vin: 'WVWZZZ1JZXW000001' }] },
    ],
    ['member-missing', '/subjects/0/reference', 400, { subjects: [{ idnr: ANNA }] }],
    ['member-unknown', '/subjects/0/plate', 400, { subjects: [{ ...anna, plate: 'H-AB 123' }] }],
    ['request-invalid', '/subjects/1/reference', 400, { subjects: [anna, { ...ben, reference: 'BPA-1' }] }],
    ['request-invalid', '/subjects/1/reference', 400, { subjects: [anna, { ...anna, reference: 'BPA-9' }] }],
    [
      'consent-not-needed',
      '/subjects/0/consentId',
      400,
      { subjects: [{ ...anna, consentId: 'x'.repeat(32) }] },
    ],
  ])('is refused as %s at "%s"', async (code, pointer, status, change) => {
    const answer = await parking.subscribe({ subjects: [anna], ...change });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body.errors?.[0]?.pointer ?? '').toBe(pointer);
    for (const idnr of [ANNA, BEN]) expect(JSON.stringify(answer.body)).not.toContain(idnr);
  });

  it('needs a token with the scope of lookups', async () => {
    const stranger = new Follower(gateway, gateway.anna);
    expect((await stranger.subscribe({ subjects: [anna] })).body.code).toBe('scope-missing');
  });

  it('gets more subjects, loses some, and ends, each as often as asked', async () => {
    const id = await parking.subscribed({ subjects: [anna] });
    const path = `/v1/subscriptions/${id}`;
    for (let times = 0; times < 2; times++) {
      const { body } = await parking.call('POST', `${path}/subjects`, { subjects: [ben] });
      expect(body).toMatchObject({ subjectCount: 2 });
    }
    const rival = await parking.call('POST', `${path}/subjects`, {
      subjects: [{ ...ben, reference: 'BPA-1' }],
    });
    expect(rival.body.errors).toEqual([expect.objectContaining({ pointer: '/subjects/0/reference' })]);
    expect((await parking.call('GET', `${path}/subjects?limit=1`)).body).toEqual({
      subjects: [{ reference: 'BPA-1', addedAt: expect.any(String) }],
      next: 'BPA-1',
    });
    expect((await parking.call('GET', `${path}/subjects?after=BPA-1`)).body).toMatchObject({
      subjects: [{ reference: 'BPA-2' }],
    });
    for (let times = 0; times < 2; times++) {
      const { body } = await parking.call('POST', `${path}/subjects/removal`, {
        references: ['BPA-1', 'BPA-7'],
      });
      expect(body).toMatchObject({ subjectCount: 1 });
    }
    const ends: unknown[] = [];
    for (let times = 0; times < 2; times++)
      ends.push((await parking.call('POST', `${path}/end`)).body['endedAt']);
    expect(ends[1]).toBe(ends[0]);
    const { status, body } = await parking.call('POST', `${path}/subjects`, { subjects: [anna] });
    expect([status, body.code]).toEqual([410, 'subscription-ended']);
  });
});
