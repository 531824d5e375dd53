import { type RegisterRecord, RecordUnknown } from '#libs/register-kit';
import { eventually } from '#libs/test-kit';
import { anAct, type RegisterUnderTest, valuesOf } from './register-under-test.ts';

/** What was recorded stays, on both time axes. */
export function describeHistory<T extends RegisterRecord>(opened: () => RegisterUnderTest<T>): void {
  const change = (n: number) => opened().contract.change(n);

  it('keeps a history that yields the record again, at every point of both time axes', async () => {
    const { records, contract } = opened();
    const values = valuesOf(contract.example());
    const first = await records.register(anAct({ effectiveOn: '2026-01-01' }), values);
    const recorded = Date.parse(first.recordedAt);
    await eventually(
      'the clock goes on',
      () => Date.now(),
      (now) => now > recorded,
    );
    const second = await records.change(first.id, anAct({ effectiveOn: '2026-02-01' }), change(1));
    const { id, version, effectiveOn, values: now } = await records.stateAt(first.id, {});
    expect({ id, version, effectiveOn }).toEqual({ id: first.id, version: 2, effectiveOn: '2026-02-01' });
    expect(now).toEqual(valuesOf(await records.get(first.id)));
    const earlier = await records.stateAt(first.id, { effectiveOn: '2026-01-31' });
    expect(earlier).toMatchObject({ version: 1, values });
    expect(await records.stateAt(first.id, { recordedAt: first.recordedAt })).toMatchObject({
      version: 1,
      values,
    });
    expect(await records.stateAt(first.id, { recordedAt: second.recordedAt })).toMatchObject({ version: 2 });
    await expect(records.stateAt(first.id, { effectiveOn: '2025-12-31' })).rejects.toBeInstanceOf(
      RecordUnknown,
    );
  });

  it('refuses a change that takes effect before the latest change of the same property', async () => {
    const { records } = opened();
    const id = await opened().register();
    await records.change(id, anAct({ effectiveOn: '2026-03-01' }), change(1));
    const late = anAct({ expectedVersion: 2, effectiveOn: '2026-02-01' });
    await expect(records.change(id, late, change(2))).rejects.toMatchObject({ code: 'request-invalid' });
  });
}
