import { PERMIT_TYP } from '#libs/contracts';
import type { RegisterRecord } from '#libs/register-kit';
import { PermitCaller } from './permit-caller.ts';
import type { RegisterUnderTest } from './register-under-test.ts';

/** What the log of disclosures is good for: one answer per decision, whatever its month, and knowing of it afterwards. */
export function describeDisclosureLog<T extends RegisterRecord>(opened: () => RegisterUnderTest<T>): void {
  const caller = () => new PermitCaller(opened());

  it('answers a decision once, also when its month is over or was made in the meantime', async () => {
    const record = await caller().registered();
    const [id] = await opened().rows<{ last: string; next: string }>(
      `select uuidv7(date_trunc('month', now()) - interval '1 s' - now()) as last,
        uuidv7(max(ends_at) + interval '1 day' - now()) as next from log_partition`,
    );
    for (const decisionId of [id!.last, id!.next]) {
      const permit = caller().permitFor(record, { decisionId });
      expect(await caller().ask(permit)).toMatchObject([{ status: 'EVIDENCE' }]);
      await opened().pool.query('select log_ensure_months(12)');
      expect(await caller().ask(permit)).toMatchObject([{ status: 'REFUSED' }]);
      expect(await caller().logged(permit)).toMatchObject({ outcome: 'EVIDENCE' });
    }
  });

  it('tells the gateway what it answered, the same of every kind of "nothing", and only to a question', async () => {
    const record = await caller().registered();
    const permits = [
      caller().permitFor(record),
      caller().permitFor(opened().contract.example()),
      caller().permitFor(record),
    ];
    await caller().ask(permits[0]!, permits[1]!);
    const ids = permits.map(({ decisionId }) => decisionId);
    const { body } = await caller().answered(ids);
    expect(body.answered).toHaveLength(2);
    expect(body.answered).toEqual(
      expect.arrayContaining([
        { decisionId: ids[0], status: 'EVIDENCE', concerns: record.concerns },
        { decisionId: ids[1], status: 'NO_EVIDENCE', concerns: [] },
      ]),
    );
    expect(await caller().answered(ids, PERMIT_TYP)).toMatchObject({ statusCode: 403 });
  });
}
