import type { AssuranceLevel } from '#libs/contracts';
import { ANNA, DemoGateway, demoPolicy } from '../testing/demo-gateway.ts';
import { applyPolicy } from '../policy/policy.writer.ts';

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
