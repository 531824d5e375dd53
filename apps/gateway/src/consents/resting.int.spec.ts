import { PolicyStore } from '../policy/index.ts';
import { applyPolicy } from '../policy/policy.writer.ts';
import { ANNA, DemoGateway, demoPolicy, HOLDER, residence } from '../testing/demo-gateway.ts';
import type { Answer } from '../testing/test-gateway.ts';

let gateway: DemoGateway;
beforeAll(async () => {
  gateway = await DemoGateway.start();
});
afterAll(() => gateway.inner.stop());

const post = (path: string, body?: object, token = gateway.anna): Promise<Answer> =>
  gateway.inner.call(token, 'POST', path, body);
const one = async (id: string): Promise<Record<string, unknown>> =>
  (await gateway.inner.call(gateway.anna, 'GET', `/v1/consents/${id}`)).body;
const hashOfToday = async (): Promise<unknown> => (await gateway.notice()).body['sha256'];
const renewal = async (id: string, more: object = {}): Promise<Answer> =>
  post(`/v1/consents/${id}/renewal`, { noticeSha256: await hashOfToday(), ...more });

it('is receipted with address and contact of the authority, as far as the policy names them', async () => {
  const id = await gateway.chosenId();
  const partyOf = async () => {
    const { receipt } = await one(id);
    return (receipt as { party_identification: object[] }).party_identification[0];
  };
  expect(await partyOf()).not.toHaveProperty('party_address');
  const [first, ...others] = demoPolicy.authorities;
  const found = { ...first!, address: 'Am Markt 1, 30159 Hannover', contact: 'parking@example.org' };
  const { migratorUrl } = gateway.inner.database;
  await applyPolicy(migratorUrl, { ...demoPolicy, authorities: [found, ...others] });
  await gateway.inner.app.get(PolicyStore).reload();
  expect(await partyOf()).toMatchObject({ party_address: found.address, party_contact: found.contact });
  await applyPolicy(migratorUrl, demoPolicy);
  await gateway.inner.app.get(PolicyStore).reload();
});

describe('a record that rests', () => {
  it('says so, permits nothing, and goes on where it stood', async () => {
    const id = await gateway.chosenId();
    expect(await post(`/v1/consents/${id}/pause`)).toMatchObject({
      status: 200,
      body: { id, state: 'PAUSED', changed: [id] },
    });
    expect((await post(`/v1/consents/${id}/pause`)).body).toEqual({ id, state: 'PAUSED', changed: [] });
    expect((await gateway.lookUp({ consentId: id })).body).toMatchObject({ code: 'consent-paused' });
    expect((await post(`/v1/consents/${id}/resumption`)).body).toMatchObject({
      state: 'ACTIVE',
      changed: [id],
    });
    expect((await gateway.lookUp({ consentId: id })).body.status).toBe('EVIDENCE');
    const { receipt } = await one(id);
    expect(receipt).toMatchObject({
      events: [
        { event_type: 'GIVEN' },
        { event_type: 'PAUSED', event_state: 'PAUSED' },
        { event_type: 'RESUMED', event_state: 'ACTIVE' },
      ],
    });
  });

  it('is one with all of the same recipient, purpose and evidence type; each is resumed by itself', async () => {
    const vehicle = { evidenceType: 'vehicles.parking-permit.v1' };
    const ids = [
      await gateway.chosenId({ ...vehicle, subject: { plate: 'H-EM 101E' } }),
      await gateway.chosenId({ ...vehicle, subject: { plate: 'H-AB 123' } }),
    ];
    const { body } = await post(`/v1/consents/${ids[0]}/pause`);
    expect(body['changed']).toEqual(expect.arrayContaining(ids));
    await post(`/v1/consents/${ids[1]}/resumption`);
    expect((await Promise.all(ids.map(one))).map(({ state }) => state)).toEqual(['PAUSED', 'ACTIVE']);
  });

  it('is withdrawn like any other, and then neither rests nor goes on', async () => {
    const id = await gateway.chosenId();
    await post(`/v1/consents/${id}/pause`);
    expect((await post(`/v1/consents/${id}/withdrawal`)).body['state']).toBe('WITHDRAWN');
    for (const act of ['pause', 'resumption'])
      expect((await post(`/v1/consents/${id}/${act}`)).body.code).toBe('consent-closed');
  });

  it('takes any level to rest, the purpose’s to go on, and nobody else', async () => {
    const id = await gateway.chosenId();
    const low = await gateway.inner.citizen(ANNA, 'low');
    const stranger = await gateway.inner.citizen(HOLDER);
    expect((await post(`/v1/consents/${id}/pause`, undefined, low)).status).toBe(200);
    expect((await post(`/v1/consents/${id}/resumption`, undefined, low)).body.code).toBe('assurance-too-low');
    for (const act of ['pause', 'resumption', 'renewal']) {
      const body = act === 'renewal' ? { noticeSha256: await hashOfToday() } : undefined;
      expect((await post(`/v1/consents/${id}/${act}`, body, stranger)).body.code).toBe('consent-unknown');
    }
  });
});

describe('a record that is renewed', () => {
  it('is followed by one that covers the same, after the text of today', async () => {
    const evidenceType = 'residents.address.v1';
    const text = await gateway.notice({ evidenceType, fields: 'address.street' });
    const noticeSha256 = text.body['sha256'];
    const id = await gateway.chosenId({ evidenceType, fields: ['address.street'], noticeSha256 });
    const wrong = await renewal(id, { noticeSha256: '0'.repeat(64) });
    expect(wrong.body.code).toBe('notice-mismatch');
    const { status, body } = await renewal(id, { noticeSha256, maxUses: 3 });
    expect(status).toBe(201);
    const { fields, validFrom: before } = await one(id);
    expect(body).toMatchObject({ fields, renews: id, supersedes: id, maxUses: 3, state: 'ACTIVE' });
    expect((body['validFrom'] as string) > (before as string)).toBe(true);
    expect(await one(id)).toMatchObject({ state: 'SUPERSEDED' });
  });

  it('may have ended before', async () => {
    const id = await gateway.chosenId();
    await post(`/v1/consents/${id}/withdrawal`);
    const { body } = await renewal(id);
    expect(body).toMatchObject({ renews: id, state: 'ACTIVE' });
    expect(body['supersedes']).toBeUndefined();
    const { purpose, evidenceType } = residence;
    expect(body).toMatchObject({ purpose, evidenceType, authority: 'strassenverkehr-hannover' });
  });

  it('gives one record per key', async () => {
    const id = await gateway.chosenId();
    const noticeSha256 = await hashOfToday();
    const again = () =>
      gateway.inner.call(
        gateway.anna,
        'POST',
        `/v1/consents/${id}/renewal`,
        { noticeSha256 },
        {
          'idempotency-key': 'a-key-of-a-test',
        },
      );
    expect((await again()).body['id']).toBe((await again()).body['id']);
  });
});
