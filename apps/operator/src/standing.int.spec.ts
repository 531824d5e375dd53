import { suspend } from '#libs/service-kit';
import { declaredRoutes } from '#libs/test-kit';
import { testOperator, type TestOperator } from './testing/test-operator.ts';

let operator: TestOperator;
beforeAll(async () => {
  operator = await testOperator();
});
afterAll(() => operator.stop());

const codes = async (): Promise<[string, string | undefined][]> =>
  Promise.all(
    declaredRoutes(operator.app).map(async ({ method, path }) => {
      const address = `/${path.replaceAll(/:\w+/g, crypto.randomUUID())}`;
      const { body } = await operator.call(method, address, method === 'GET' ? undefined : {});
      return [`${method} ${path}`, body.code] as [string, string | undefined];
    }),
  );

describe('a suspended operator', () => {
  it('is refused on every route at once, and taken again once that is lifted', async () => {
    const before = await codes();
    expect(before.length).toBeGreaterThan(10);
    expect(before.map(([, code]) => code)).not.toContain('client-inactive');
    await suspend(operator.database.migratorUrl, ['client', 'desk-operator']);
    const answered = (await codes()).filter(([, code]) => code !== 'client-inactive');
    expect(answered.map(([route]) => route)).toEqual(['GET .well-known/jwks.json']);
    await suspend(operator.database.migratorUrl, ['client', 'desk-operator', '--lift']);
    expect(await codes()).toEqual(before);
  });
});
