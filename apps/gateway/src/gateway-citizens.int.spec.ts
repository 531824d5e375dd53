import { aGrant } from './policy/policy.builder.ts';
import { applyPolicy } from './policy/policy.writer.ts';
import { ANNA, DemoGateway, demoPolicy, HOLDER, vehicle } from './testing/demo-gateway.ts';
import type { Answer } from './testing/test-gateway.ts';

let gateway: DemoGateway;
let stranger: string;
beforeAll(async () => {
  gateway = await DemoGateway.start();
  stranger = await gateway.inner.citizen(HOLDER);
});
afterAll(() => gateway.inner.stop());
beforeEach(() => gateway.calmRegisters());

const get = (path: string, token?: string): Promise<Answer> => gateway.inner.call(token, 'GET', path);
const post = (path: string, token: string, body?: object): Promise<Answer> =>
  gateway.inner.call(token, 'POST', path, body);

describe('a choice', () => {
  it('is given with a receipt that names everything it binds', async () => {
    const { status, body } = await gateway.choose({ maxUses: 2 });
    expect(status).toBe(201);
    const anna = gateway.inner.citizenSub(ANNA);
    expect(body['acting']).toEqual({ as: 'ONESELF', by: anna, for: anna });
    expect(body).toMatchObject({
      id: expect.stringMatching(/^[\w-]{32}$/),
      state: 'ACTIVE',
      authorityName: 'Landeshauptstadt Hannover, Straßenverkehrsbehörde',
      purposeTitle: { de: 'Bewohnerparkausweis', en: 'Resident parking permit' },
      evidenceTypeTitle: { de: expect.any(String), en: expect.any(String) },
      maxUses: 2,
      uses: 0,
      receipt: {
        record_id: body['id'],
        pii_principal_id: anna,
        pii_processing: {
          language: 'de',
          jurisdiction: 'DE',
          purposes: [{ lawful_basis: { kind: 'CHOICE' }, retention_period: 'P2Y' }],
        },
        events: [{ event_type: 'GIVEN', event_state: 'ACTIVE', entity_id: anna }],
        acting: { as: 'ONESELF', by: anna, for: anna },
      },
    });
    expect((await get(`/v1/consents/${body['id'] as string}`, gateway.anna)).body).toEqual(body);
    const { receipt: _, ...listed } = body;
    expect((await get('/v1/consents?limit=1', gateway.anna)).body['consents']).toEqual([listed]);
  });

  it('stores the very text that was shown', async () => {
    const shown = (await gateway.notice({ locale: 'en' })).body;
    const { body } = await gateway.choose({ noticeSha256: shown['sha256'] });
    expect(body).toMatchObject({
      noticeSha256: shown['sha256'],
      receipt: { pii_processing: { language: 'en', privacy_notice: { text: shown['text'] } } },
    });
    const { rows } = await gateway.inner.pool.query('select text from notice where sha256 = $1', [
      shown['sha256'],
    ]);
    expect(rows).toEqual([{ text: shown['text'] }]);
  });

  const far = new Date(Date.now() + 31 * 86_400_000).toISOString();
  it.each<[string, object, number]>([
    ['notice-mismatch', { noticeSha256: '0'.repeat(64) }, 409],
    ['grant-missing', { authority: 'wohngeld-goettingen' }, 403],
    ['grant-missing', { kind: 'CONSENT' }, 403],
    ['grant-missing', { evidenceType: 'vehicles.master-data.v1', subject: vehicle.subject }, 403],
    ['validity-too-long', { validUntil: far }, 400],
    ['subject-kind-unsuitable', { subject: vehicle.subject }, 400],
    ['member-missing', { evidenceType: vehicle.evidenceType }, 400],
    ['field-not-granted', { evidenceType: 'residents.address.v1', fields: ['familyName'] }, 403],
    ['member-unknown', { subject: { idnr: ANNA } }, 400],
    ['request-invalid', { maxUses: 0 }, 400],
    ['request-invalid', { validUntil: 'tomorrow' }, 400],
    ['request-invalid', { validUntil: '2026-11-31T10:00:00Z' }, 400],
    ['request-invalid', { validUntil: '2027-02-29T10:00:00Z' }, 400],
    ['request-invalid', { validUntil: '2026-12-01' }, 400],
  ])('is refused as %s for %j', async (code, change, status) => {
    const answer = await gateway.choose(change);
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
  });

  it('is nobody else’s to see or withdraw', async () => {
    const id = await gateway.chosenId();
    expect((await get(`/v1/consents/${id}`, stranger)).body.code).toBe('consent-unknown');
    expect((await post(`/v1/consents/${id}/withdrawal`, stranger)).body.code).toBe('consent-unknown');
    expect((await get('/v1/consents', stranger)).body['consents']).toEqual([]);
    expect((await gateway.lookUp({ consentId: id })).body.status).toBe('EVIDENCE');
  });

  it('is listed newest first, page by page', async () => {
    const newest = await gateway.chosenId();
    const first = (await get('/v1/consents?limit=1', gateway.anna)).body;
    expect(first['consents']).toEqual([expect.objectContaining({ id: newest, state: 'ACTIVE' })]);
    const second = (await get(`/v1/consents?limit=1&after=${newest}`, gateway.anna)).body;
    expect(second['consents']).toEqual([expect.objectContaining({ state: 'SUPERSEDED' })]);
  });

  it('needs a citizen’s token, and a citizen’s token opens no lookup', async () => {
    expect((await gateway.choose({}, gateway.parking)).status).toBe(403);
    expect((await gateway.lookUp({}, gateway.anna)).body.code).toBe('scope-missing');
    expect((await get('/v1/consents')).body.code).toBe('token-missing');
  });
});

describe('what may be asked', () => {
  it('is published as evidence types with their schema', async () => {
    const all = (await get('/v1/evidence-types')).body['evidenceTypes'] as { id: string }[];
    expect(all.map(({ id }) => id)).toContain('residents.parking-permit.v1');
    const one = (await get('/v1/evidence-types/vehicles.parking-permit.v1')).body;
    expect(one).toMatchObject({ register: 'vehicles', schema: { additionalProperties: false } });
    expect((await get('/v1/evidence-types/nothing.v1')).body.code).toBe('evidence-type-unknown');
  });

  it('changes with the policy at once, without a restart', async () => {
    expect((await gateway.lookUp(vehicle)).body.status).toBe('EVIDENCE');
    const over = aGrant({ ...demoPolicy.grants[0]!, validFrom: '2026-01-01', lastDay: '2026-01-02' });
    await applyPolicy(gateway.inner.database.migratorUrl, { ...demoPolicy, grants: [over] });
    expect((await gateway.lookUp(vehicle)).body.code).toBe('grant-missing');
    const mine = (await get('/v1/grants/mine', gateway.parking)).body;
    expect(mine).toMatchObject({ policyRevision: 2, grants: [{ id: over.id, valid: false }] });
    const inactive = { ...demoPolicy, clients: [] };
    await applyPolicy(gateway.inner.database.migratorUrl, inactive);
    expect((await get('/v1/grants/mine', gateway.parking)).body.code).toBe('client-inactive');
    expect((await gateway.lookUp(vehicle)).body.code).toBe('client-inactive');
    expect(await applyPolicy(gateway.inner.database.migratorUrl, inactive)).toEqual({
      revision: 3,
      changed: false,
    });
  });
});

describe('the description of the API', () => {
  it('has every route with its answer', async () => {
    const { body } = await get('/openapi.json');
    expect(Object.keys(body['paths'] as object).sort()).toEqual([
      '/',
      '/health/live',
      '/health/ready',
      '/problems',
      '/problems/{code}',
      '/v1/asked',
      '/v1/authorities/{authority}/purposes',
      '/v1/callbacks',
      '/v1/callbacks/{id}/activation',
      '/v1/callbacks/{id}/ping',
      '/v1/callbacks/{id}/secrets',
      '/v1/consents',
      '/v1/consents/notice',
      '/v1/consents/{id}',
      '/v1/consents/{id}/confirmation',
      '/v1/consents/{id}/confirmation/notice',
      '/v1/consents/{id}/pause',
      '/v1/consents/{id}/renewal',
      '/v1/consents/{id}/resumption',
      '/v1/consents/{id}/withdrawal',
      '/v1/encryption-key',
      '/v1/evidence-types',
      '/v1/evidence-types/{id}',
      '/v1/feeds/{id}',
      '/v1/grants/mine',
      '/v1/lookups',
      '/v1/me/data',
      '/v1/me/disclosures',
      '/v1/me/disclosures/export',
      '/v1/me/disclosures/{id}',
      '/v1/me/disclosures/{id}/content',
      '/v1/me/disclosures/{id}/report',
      '/v1/me/requests',
      '/v1/me/requests/{id}',
      '/v1/me/requests/{id}/decline',
      '/v1/prefill',
      '/v1/previews',
      '/v1/previews/{id}/decline',
      '/v1/previews/{id}/use',
      '/v1/purposes',
      '/v1/purposes/{id}',
      '/v1/release-callback',
      '/v1/releases',
      '/v1/reports',
      '/v1/reports/{id}/closing',
      '/v1/reports/{id}/receipt',
      '/v1/represented/disclosures',
      '/v1/requests',
      '/v1/requests/{id}',
      '/v1/subscriptions',
      '/v1/subscriptions/{id}',
      '/v1/subscriptions/{id}/deliveries',
      '/v1/subscriptions/{id}/deliveries/{eventId}/redelivery',
      '/v1/subscriptions/{id}/end',
      '/v1/subscriptions/{id}/redelivery',
      '/v1/subscriptions/{id}/subjects',
      '/v1/subscriptions/{id}/subjects/removal',
      '/v1/systems',
    ]);
  });
});
