import { RecordExists, type RegisterRecord } from '#libs/register-kit';
import { anAct, type RegisterUnderTest, valuesOf } from './register-under-test.ts';

/** Registering many at once: each by itself, harmless when repeated. */
export function describeBulk<T extends RegisterRecord>(opened: () => RegisterUnderTest<T>): void {
  const many = (examples: readonly T[], effectiveOn = '2026-01-01') =>
    examples.map((example) => ({ act: anAct({ effectiveOn }), values: valuesOf(example) }));

  it('registers many, with history and event for each', async () => {
    const { records, contract, history } = opened();
    const before = await Promise.all([opened().count(history), opened().count('outbox')]);
    const outcomes = await records.registerMany(many(Array.from({ length: 30 }, contract.example)));
    expect(outcomes).toEqual(Array.from({ length: 30 }, () => 'created'));
    const after = await Promise.all([opened().count(history), opened().count('outbox')]);
    expect(after.map((count, index) => count - (before[index] ?? 0))).toEqual([30, 30]);
  });

  it('finds the same content unchanged and refuses other content, without stopping the rest', async () => {
    const { records, contract } = opened();
    const [one, two, three] = Array.from({ length: 3 }, contract.example) as [T, T, T];
    await records.registerMany(many([one]));
    const [id] = (await opened().rows<{ id: string }>(
      `select record_id as id from ${opened().history} order by recorded_at desc limit 1`,
    )) as [{ id: string }];
    await records.change(id.id, anAct(), contract.change(1));
    const [other] = many([one], '2026-01-02');
    const outcomes = await records.registerMany([...many([one, two, two]), other!, ...many([three])]);
    expect(outcomes).toEqual(['unchanged', 'created', 'unchanged', expect.any(RecordExists), 'created']);
  });

  it('lets the fault of one leave the others alone', async () => {
    const { records, contract, owner, history } = opened();
    const examples = Array.from({ length: 3 }, contract.example) as [T, T, T];
    const { naturalKey } = contract.register;
    await owner.query(`
      create function contract_fault() returns trigger language plpgsql as $$ begin raise 'injected fault'; end $$;
      create trigger contract_fault before insert on ${history} for each row
      when (new.patch ->> '${naturalKey}' = '${String(examples[1][naturalKey])}') execute function contract_fault()`);
    const outcomes = await records.registerMany(many(examples));
    await owner.query('drop function contract_fault cascade');
    expect(outcomes).toEqual(['created', expect.any(Error), 'created']);
  });
}
