import { testProcedures, type TestProcedures } from '../testing/test-procedures.ts';

let on: TestProcedures;
beforeAll(async () => {
  on = await testProcedures();
});
afterAll(() => on.stop());

const typed = (expectedVersion: number, ...answers: readonly [string, string][]) => ({
  expectedVersion,
  formVersion: 1,
  answers: answers.map(([field, value]) => ({ field, value })),
});

describe('a draft that is saved again, as the answer was lost', () => {
  const begun = async () => {
    const { body } = await on.anna('POST', '/v1/drafts', { form: 'example-permit', version: 1 });
    return `/v1/drafts/${body['id'] as string}`;
  };

  it('is answered alike, and saved once', async () => {
    const at = await begun();
    const first = await on.anna('PUT', at, typed(1, ['zone', 'H-1']));
    expect(await on.anna('PUT', at, typed(1, ['zone', 'H-1']))).toEqual(first);
    expect((await on.anna('GET', at)).body).toEqual(first.body);
  });

  it('is refused where it says something else, or where something was saved since', async () => {
    const at = await begun();
    await on.anna('PUT', at, typed(1, ['zone', 'H-1']));
    const other = await on.anna('PUT', at, typed(1, ['zone', 'H-2']));
    expect([other.status, other.body.code]).toEqual([409, 'draft-changed-meanwhile']);
    await on.anna('PUT', at, typed(2, ['zone', 'H-2']));
    for (const late of [typed(1, ['zone', 'H-1']), typed(1, ['zone', 'H-2']), typed(9, ['zone', 'H-2'])])
      expect((await on.anna('PUT', at, late)).body.code).toBe('draft-changed-meanwhile');
  });
});
