import { testOperator, type TestOperator } from './testing/test-operator.ts';

let operator: TestOperator;
beforeAll(async () => {
  operator = await testOperator();
});
afterAll(() => operator.stop());

describe('while the database of the operators is away', () => {
  it('they are told to come back', () =>
    operator.database.whileAway(async () => {
      for (const path of ['/v1/dead-letters', '/v1/dead-letters/summary', '/v1/audit', '/v1/replays']) {
        const { status, body, headers } = await operator.call('GET', path);
        expect([path, status, body.code]).toEqual([path, 503, 'not-ready']);
        expect(headers.get('retry-after')).toBe('2');
      }
    }));
});
