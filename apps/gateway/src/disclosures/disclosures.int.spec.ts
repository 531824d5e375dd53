import { DemoGateway, HOLDER } from '../testing/demo-gateway.ts';
import type { Answer } from '../testing/test-gateway.ts';

let gateway: DemoGateway;
let stranger: string;
beforeAll(async () => {
  gateway = await DemoGateway.start();
  stranger = await gateway.inner.citizen(HOLDER);
});
afterAll(() => gateway.inner.stop());
beforeEach(() => gateway.calmRegisters());

const get = (path: string, token: string): Promise<Answer> => gateway.inner.call(token, 'GET', path);

describe('the data trail', () => {
  it('shows permits and denials, newest first, page by page, in words', async () => {
    const consentId = await gateway.chosenId();
    const told = await gateway.lookUp({ consentId, caseReference: 'BPA-7' });
    await gateway.inner.call(gateway.anna, 'POST', `/v1/consents/${consentId}/withdrawal`);
    const refused = await gateway.lookUp({ consentId });
    const page = (await get('/v1/me/disclosures?limit=1', gateway.anna)).body;
    expect(page['disclosures']).toEqual([
      expect.objectContaining({
        lookupId: refused.body.lookupId,
        outcome: 'REFUSED',
        refusal: 'consent-withdrawn',
      }),
    ]);
    const next = (await get(`/v1/me/disclosures?limit=1&after=${page['next'] as string}`, gateway.anna)).body;
    expect(next['disclosures']).toEqual([
      expect.objectContaining({
        lookupId: told.body.lookupId,
        outcome: 'DISCLOSED',
        authority: {
          id: 'strassenverkehr-hannover',
          name: 'Landeshauptstadt Hannover, Straßenverkehrsbehörde',
        },
        purpose: {
          id: 'resident-parking-permit',
          title: { de: 'Bewohnerparkausweis', en: 'Resident parking permit' },
        },
        basis: expect.objectContaining({ kind: 'CHOICE', consentId }),
        fields: expect.arrayContaining([{ path: 'address.street', title: { de: 'Straße', en: 'Street' } }]),
        caseReference: 'BPA-7',
      }),
    ]);
  });

  it('is filtered by register, authority and period, which are one condition', async () => {
    const begun = new Date().toISOString();
    const parked = await gateway.lookUp({ consentId: await gateway.chosenId() });
    const between = new Date().toISOString();
    const housed = await gateway.lookUp({ purpose: 'housing-benefit' }, gateway.housing);
    const ids = async (query: Record<string, string>) => {
      const path = `/v1/me/disclosures?${new URLSearchParams({ since: begun, ...query }).toString()}`;
      const found = (await get(path, gateway.anna)).body['disclosures'] as { lookupId: string }[];
      return found.map(({ lookupId }) => lookupId);
    };
    const [first, second] = [parked.body.lookupId, housed.body.lookupId];
    expect(await ids({})).toEqual([second, first]);
    expect(await ids({ register: 'residents' })).toEqual([second, first]);
    expect(await ids({ register: 'resident' })).toEqual([]);
    expect(await ids({ authority: 'strassenverkehr-hannover' })).toEqual([first]);
    expect(await ids({ until: between })).toEqual([first]);
    expect(await ids({ since: between })).toEqual([second]);
    expect(await ids({ since: between, authority: 'strassenverkehr-hannover' })).toEqual([]);
    expect(await ids({ after: second!, authority: 'strassenverkehr-hannover' })).toEqual([first]);
  });

  it('is exported as a whole, as it is listed', async () => {
    const { body, headers } = await get('/v1/me/disclosures/export', gateway.anna);
    const listed = (await get('/v1/me/disclosures?limit=100', gateway.anna)).body['disclosures'];
    expect(body['disclosures']).toEqual(listed);
    expect(headers.get('content-disposition')).toContain('attachment');
    expect((await get('/v1/me/disclosures/export', stranger)).body['disclosures']).toEqual([]);
  });

  it('shows one entry as it is listed, and to nobody else', async () => {
    const { body: told } = await gateway.lookUp({ consentId: await gateway.chosenId() });
    const path = `/v1/me/disclosures/${told.lookupId}`;
    const [listed] = (await get('/v1/me/disclosures?limit=1', gateway.anna)).body['disclosures'] as object[];
    expect((await get(path, gateway.anna)).body).toEqual(listed);
    const foreign = await get(path, stranger);
    const unknown = await get('/v1/me/disclosures/00000000-0000-7000-8000-000000000000', stranger);
    expect([foreign.status, foreign.body.code]).toEqual([404, 'disclosure-unknown']);
    const { traceId: _one, ...told404 } = foreign.body as Record<string, unknown>;
    const { traceId: _other, ...unknown404 } = unknown.body as Record<string, unknown>;
    expect(told404).toEqual(unknown404);
  });

  it('is refused with an instant that is none', async () => {
    const { body } = await get('/v1/me/disclosures?since=yesterday', gateway.anna);
    expect(body).toMatchObject({ code: 'request-invalid', errors: [{ pointer: '/since' }] });
  });

  it('shows nothing of others', async () => {
    expect((await get('/v1/me/disclosures', stranger)).body['disclosures']).toEqual([]);
    expect((await get('/v1/me/disclosures?after=x', stranger)).body.code).toBe('request-invalid');
  });
});
