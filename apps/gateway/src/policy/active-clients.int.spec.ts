import { today } from '#libs/authorities';
import { dayAfter, declaredRoutes } from '#libs/test-kit';
import { DemoGateway, demoPolicy, vehicle } from '../testing/demo-gateway.ts';
import { applyPolicy } from './policy.writer.ts';

const PARKING = 'strassenverkehr-hannover';
const [YESTERDAY, TOMORROW] = [dayAfter(today(), -1), dayAfter(today())];

let gateway: DemoGateway;
beforeAll(async () => {
  gateway = await DemoGateway.start();
});
afterAll(() => gateway.inner.stop());

const open = ['GET v1/evidence-types', 'GET v1/evidence-types/:id'];
const citizens = /^(GET|POST) v1\/(authorities|consents|me|prefill|previews|represented)(\/|$)/;

/** The code that each declared route answers with, by method and path. */
async function codes(token: string): Promise<Map<string, string | undefined>> {
  const answers = declaredRoutes(gateway.inner.app).map(async ({ method, path }) => {
    const body = method === 'GET' ? undefined : path === 'v1/lookups' ? vehicle : {};
    const answer = await gateway.inner.call(token, method, `/${path.replaceAll(/:\w+/g, 'x')}`, body);
    return [`${method} ${path}`, answer.body.code] as const;
  });
  return new Map(await Promise.all(answers));
}

const suspend = (kind: 'clients' | 'authorities', id: string) => {
  const policy = {
    ...demoPolicy,
    [kind]: demoPolicy[kind].map((e) => (e.id === id ? { ...e, active: false } : e)),
  };
  return applyPolicy(gateway.inner.database.migratorUrl, policy);
};

describe('a route', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['a suspended client', () => suspend('clients', 'parking-hannover')],
    ['the client of a suspended authority', () => suspend('authorities', 'strassenverkehr-hannover')],
  ])(
    'refuses %s at once, whatever its token says, unless it is open to all or the citizen’s',
    async (_, act) => {
      await applyPolicy(gateway.inner.database.migratorUrl, demoPolicy);
      expect([...(await codes(gateway.parking)).values()]).not.toContain('client-inactive');
      await act();
      const answered = await codes(gateway.parking);
      expect(answered.size).toBeGreaterThan(20);
      const others = [...answered].filter(([, code]) => code !== 'client-inactive').map(([route]) => route);
      expect(others.filter((route) => !citizens.test(route)).sort()).toEqual(open);
      for (const route of others.filter((each) => citizens.test(each))) {
        expect([route, answered.get(route)]).toEqual([route, 'scope-missing']);
      }
    },
  );

  it.each<[string, object, unknown, string]>([
    ['no authority', {}, undefined, 'client-inactive'],
    ['two authorities', {}, [PARKING, 'wohngeld-goettingen'], 'token-invalid'],
    ['an authority that nobody knows', {}, 'nobody', 'client-inactive'],
    ['an authority that has ended', { until: YESTERDAY }, PARKING, 'authority-ended'],
    [
      'an authority that was merged',
      { until: YESTERDAY, successor: 'wohngeld-goettingen' },
      PARKING,
      'authority-ended',
    ],
    ['an authority whose first day has not come', { from: TOMORROW }, PARKING, 'authority-not-begun'],
  ])(
    'refuses a token of %s, unless it is open to all or the citizen’s',
    async (_story, days, named, code) => {
      const authorities = demoPolicy.authorities.map((e) => (e.id === PARKING ? { ...e, ...days } : e));
      await applyPolicy(gateway.inner.database.migratorUrl, { ...demoPolicy, authorities });
      const answered = await codes(await gateway.inner.machine('parking-hannover', named as string));
      const others = [...answered].filter(([, found]) => found !== code);
      expect(
        others
          .filter(([route]) => !citizens.test(route))
          .map(([route]) => route)
          .sort(),
      ).toEqual(open);
      expect([
        ...new Set(others.filter(([route]) => citizens.test(route)).map(([, found]) => found)),
      ]).toEqual(code === 'token-invalid' ? [] : ['scope-missing']);
    },
  );

  it('refuses a client that the policy does not name, or names for another authority', async () => {
    await applyPolicy(gateway.inner.database.migratorUrl, demoPolicy);
    for (const client of ['nobody', 'housing-goettingen']) {
      const token = await gateway.inner.machine(client, 'strassenverkehr-hannover');
      const { status, body } = await gateway.inner.call(token, 'GET', '/v1/subscriptions');
      expect([client, status, body.code]).toEqual([client, 403, 'client-inactive']);
    }
  });

  it('of citizens works on when the recipient is suspended: a withdrawal holds', async () => {
    await applyPolicy(gateway.inner.database.migratorUrl, demoPolicy);
    const id = await gateway.chosenId();
    await suspend('authorities', 'strassenverkehr-hannover');
    const { status, body } = await gateway.inner.call(gateway.anna, 'POST', `/v1/consents/${id}/withdrawal`);
    expect([status, body['closed']]).toEqual([200, [id]]);
  });
});
