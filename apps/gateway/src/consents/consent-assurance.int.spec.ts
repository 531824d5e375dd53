import type { AssuranceLevel } from '#libs/contracts';
import { ANNA, DemoGateway, demoPolicy } from '../testing/demo-gateway.ts';
import { applyPolicy } from '../policy/policy.writer.ts';

const NOBODYS_ENTRY = '00000000-0000-7000-8000-000000000000';
let gateway: DemoGateway;
beforeAll(async () => {
  gateway = await DemoGateway.start();
});
afterAll(() => gateway.inner.stop());

const demand = (minimumAcr?: AssuranceLevel) => {
  const purposes = demoPolicy.purposes.map((each) => ({ ...each, ...(minimumAcr && { minimumAcr }) }));
  return applyPolicy(gateway.inner.database.migratorUrl, { ...demoPolicy, purposes });
};
const withLevel = async (acr: string | null) => gateway.choose({}, await gateway.inner.citizen(ANNA, acr));

describe('a choice', () => {
  it.each<[string, AssuranceLevel | undefined, string | null, number]>([
    ['substantial unless the policy says otherwise', undefined, 'substantial', 201],
    ['substantial unless the policy says otherwise', undefined, 'high', 201],
    ['substantial unless the policy says otherwise', undefined, 'low', 401],
    ['substantial unless the policy says otherwise', undefined, null, 401],
    ['a level that exists', undefined, 'HIGH', 401],
    ['a level that exists', undefined, 'loa4', 401],
    ['what the purpose demands', 'high', 'substantial', 401],
    ['what the purpose demands', 'high', 'high', 201],
    ['what the purpose demands', 'low', 'low', 201],
    ['what the purpose demands', 'low', null, 401],
  ])('takes a login of %s: %s, %s', async (_, demanded, acr, status) => {
    await demand(demanded);
    expect((await withLevel(acr)).status).toBe(status);
  });

  it('is refused with the remedy, before and after the citizen reads the notice', async () => {
    await demand();
    const { body, headers } = await withLevel('low');
    expect(body).toMatchObject({
      code: 'assurance-too-low',
      detail: expect.stringContaining('acr_values=substantial'),
    });
    expect(headers.get('www-authenticate')).toBe(
      'Bearer error="insufficient_user_authentication", acr_values="substantial"',
    );
    expect((await gateway.notice()).body).toMatchObject({ minimumAcr: 'substantial' });
  });

  it('is withdrawn at any level, whatever the policy demands by then', async () => {
    await demand();
    const id = await gateway.chosenId();
    await demand('high');
    const token = await gateway.inner.citizen(ANNA, null);
    const { status, body } = await gateway.inner.call(token, 'POST', `/v1/consents/${id}/withdrawal`);
    expect([status, body['closed']]).toEqual([200, [id]]);
  });
});

describe('a route of citizens', () => {
  type Level = AssuranceLevel | null;
  const levels: readonly Level[] = [null, 'low', 'substantial', 'high'];
  const ids: Partial<Record<AssuranceLevel, string>> = {};
  beforeAll(async () => {
    await demand('low');
    for (const level of ['low', 'high'] as const) ids[level] = (await withLevel(level)).body['id'] as string;
  });

  it.each<[string, (id: typeof ids) => string, readonly number[]]>([
    ['the notice', () => noticePath, [200, 200, 200, 200]],
    ['what was given, as a list', () => '/v1/consents', [200, 200, 200, 200]],
    ['what was given at level low', (id) => `/v1/consents/${id.low}`, [401, 200, 200, 200]],
    ['what was given at level high', (id) => `/v1/consents/${id.high}`, [401, 401, 200, 200]],
    ['the data trail', () => '/v1/me/disclosures', [401, 401, 401, 200]],
    ['an entry of it', () => `/v1/me/disclosures/${NOBODYS_ENTRY}`, [401, 401, 401, 404]],
  ])('answers with %s at no level, low, substantial and high', async (_, pathOf, expected) => {
    const answers = await Promise.all(levels.map((level) => see(level, pathOf(ids))));
    expect(answers.map(({ status }) => status)).toEqual(expected);
    const refused = answers.filter(({ status }) => status === 401).map(({ body }) => body['code']);
    expect(new Set(refused)).toEqual(new Set(refused.map(() => 'assurance-too-low')));
  });

  it.each<[string, string, (id: typeof ids) => string, string | undefined]>([
    ['the notice', 'GET', () => noticePath, undefined],
    ['what was given', 'GET', () => '/v1/consents', 'idnr-missing'],
    ['a choice', 'POST', () => '/v1/consents', 'idnr-missing'],
    ['a withdrawal', 'POST', (id) => `/v1/consents/${id.high}/withdrawal`, 'idnr-missing'],
    ['a preview', 'POST', () => '/v1/previews', 'idnr-missing'],
    ['a form that is filled', 'POST', () => '/v1/prefill', 'idnr-missing'],
    ['what authorities ask for', 'GET', () => '/v1/me/requests', 'idnr-missing'],
    ['the data trail', 'GET', () => '/v1/me/disclosures', 'idnr-missing'],
    ['a report', 'POST', () => '/v1/me/disclosures/x/report', 'idnr-missing'],
  ])(
    'answers somebody without a number with %s or the ways that are left',
    async (_, method, pathOf, code) => {
      const token = await gateway.inner.unnumbered();
      const { body } = await gateway.inner.call(token, method, pathOf(ids));
      expect(body['code']).toBe(code);
    },
  );

  it('names the ways that are left', async () => {
    const { status, body } = await gateway.inner.call(
      await gateway.inner.unnumbered(),
      'GET',
      '/v1/consents',
    );
    expect([status, body['detail']]).toEqual([
      403,
      expect.stringContaining('Enter the data, bring the paper, or go to the office'),
    ]);
  });

  it.each<[string, string, readonly number[]]>([
    ['a report', `/v1/me/disclosures/${NOBODYS_ENTRY}/report`, [401, 401, 401, 404]],
    ['a content', `/v1/me/disclosures/${NOBODYS_ENTRY}/content`, [401, 401, 401, 404]],
    ['own data', '/v1/me/data', [401, 401, 401, 200]],
  ])('does %s at level high alone', async (_, path, expected) => {
    const body = path.endsWith('/data')
      ? { register: 'residents', subject: { idnr: ANNA } }
      : { about: 'RETRIEVAL', text: 'No.' };
    const tokens = await Promise.all(levels.map((level) => gateway.inner.citizen(ANNA, level)));
    const answers = await Promise.all(tokens.map((token) => gateway.inner.call(token, 'POST', path, body)));
    expect(answers.map(({ status }) => status)).toEqual(expected);
  });

  it('lists below substantial what was given at the level or below', async () => {
    const listed = await Promise.all(levels.map((level) => see(level, '/v1/consents')));
    const given = ids.high!;
    const isListed = ({ body }: { body: object }) => JSON.stringify(body).includes(given);
    expect(listed.map(isListed)).toEqual([false, false, true, true]);
    expect(JSON.stringify(listed[1]?.body)).toContain(ids.low);
  });

  const see = async (acr: Level, path: string) =>
    gateway.inner.call(await gateway.inner.citizen(ANNA, acr), 'GET', path);
  const noticePath = `/v1/consents/notice?${new URLSearchParams({
    authority: 'strassenverkehr-hannover',
    evidenceType: 'residents.parking-permit.v1',
    purpose: 'resident-parking-permit',
  }).toString()}`;
});
