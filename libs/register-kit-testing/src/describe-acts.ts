import type { ChangeEvent } from '#libs/contracts';
import {
  EffectiveInFuture,
  type Receipt,
  RecordChangedMeanwhile,
  RecordExists,
  type RegisterRecord,
  RecordUnknown,
} from '#libs/register-kit';
import { IdempotencyKeyReused } from '#libs/service-kit';
import { whileEnding, whileHeld } from '#libs/test-kit';
import { anAct, type RegisterUnderTest, valuesOf } from './register-under-test.ts';

type Opened<T extends RegisterRecord> = () => RegisterUnderTest<T>;

/** Registering and changing: one writer, dense versions, nothing half done. */
export function describeActs<T extends RegisterRecord>(opened: Opened<T>): void {
  const change = (n: number) => opened().contract.change(n);
  const events = async (id: string): Promise<readonly ChangeEvent[]> => {
    const rows = await opened().rows<{ payload: string }>('select payload from outbox order by id');
    return rows
      .map((row) => JSON.parse(row.payload) as ChangeEvent)
      .filter((event) => event.data.recordId === id);
  };

  it('registers a record with its first history entry and its event', async () => {
    const { records, contract } = opened();
    const values = valuesOf(contract.example());
    const receipt = await records.register(anAct(), values);
    expect(await records.get(receipt.id)).toMatchObject({ ...values, version: 1 });
    expect(await records.history(receipt.id)).toMatchObject([{ version: 1, eventId: receipt.eventId }]);
    const [event, ...more] = await events(receipt.id);
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      id: receipt.eventId,
      keyversion: 1,
      data: { version: 1, changedFields: receipt.changedFields },
    });
  });

  it('tells in an event what changed and no value', async () => {
    const { records, contract } = opened();
    const example = contract.example();
    const id = await opened().register(example);
    await records.change(id, anAct(), change(1));
    const [row] = await opened().rows<{ payload: string }>(
      `select payload from outbox where payload like '%' || $1 || '%' order by id desc limit 1`,
      [id],
    );
    const event = JSON.parse(row?.payload ?? '{}') as ChangeEvent;
    expect(Object.keys(event.data).toSorted()).toEqual([
      'changedFields',
      'effectiveOn',
      'recordId',
      'version',
    ]);
    expect(event.subject).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(row?.payload).not.toContain(String(example[contract.register.naturalKey]));
  });

  it('refuses a second record under the same natural key', async () => {
    const { records, contract } = opened();
    const values = valuesOf(contract.example());
    await records.register(anAct(), values);
    await expect(records.register(anAct(), values)).rejects.toBeInstanceOf(RecordExists);
  });

  it('refuses a stale version, an unknown record and a day in the future', async () => {
    const { records } = opened();
    const id = await opened().register();
    await records.change(id, anAct(), change(1));
    await expect(records.change(id, anAct(), change(2))).rejects.toBeInstanceOf(RecordChangedMeanwhile);
    await expect(
      records.change('00000000-0000-4000-8000-000000000000', anAct(), change(2)),
    ).rejects.toBeInstanceOf(RecordUnknown);
    await expect(
      records.change(id, anAct({ expectedVersion: 2, effectiveOn: '2999-01-01' }), change(2)),
    ).rejects.toBeInstanceOf(EffectiveInFuture);
  });

  it('loses no update when two acts meet on the locked row', async () => {
    const { records, table, database } = opened();
    const id = await opened().register();
    const lock = { text: `select from ${table} where id = $1 for update`, values: [id] };
    const outcomes = await whileHeld(database.adminUrl, lock, async ({ waitedFor, letGo }) => {
      const acts = [1, 2].map((n) => records.change(id, anAct(), change(n)));
      const settled = Promise.allSettled(acts);
      await waitedFor(2);
      await letGo();
      return settled;
    });
    expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = outcomes.find((outcome) => outcome.status === 'rejected');
    expect(refused?.reason).toBeInstanceOf(RecordChangedMeanwhile);
    expect(await records.get(id)).toMatchObject({ version: 2 });
  });

  it.each(['40P01', '40001'])(
    'runs an act once more that %s has ended, and no more than that',
    async (state) => {
      const { records, owner, history } = opened();
      const id = await opened().register();
      const { version } = await whileEnding(owner, { table: history, times: 1, state }, () =>
        records.change(id, anAct(), change(1)),
      );
      await whileEnding(owner, { table: history, times: 2, state }, async () => {
        const twice = records.change(id, anAct({ expectedVersion: 2 }), change(2));
        await expect(twice).rejects.toMatchObject({ code: 'register-unavailable', retryAfterS: 1 });
      });
      expect([version, (await records.history(id)).length, (await events(id)).length]).toEqual([2, 2, 2]);
    },
  );

  it('gives fifty parallel acts on one record dense, ordered versions', async () => {
    const { records } = opened();
    const id = await opened().register();
    const insist = async (n: number): Promise<Receipt> => {
      for (;;) {
        const { version } = await records.get(id);
        try {
          return await records.change(id, anAct({ expectedVersion: version }), change(n));
        } catch (error) {
          if (!(error instanceof RecordChangedMeanwhile)) throw error;
        }
      }
    };
    const receipts = await Promise.all(Array.from({ length: 50 }, (_, n) => insist(n)));
    const dense = Array.from({ length: 51 }, (_, n) => n + 1);
    expect(receipts.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual(dense.slice(1));
    const history = await records.history(id);
    expect(history.map(({ version }) => version)).toEqual(dense);
    expect(history.map(({ recordedAt }) => recordedAt)).toEqual(
      history.map(({ recordedAt }) => recordedAt).toSorted(),
    );
    expect((await events(id)).map(({ data }) => data.version)).toEqual(dense);
  });

  it.each(['history', 'outbox'] as const)(
    'leaves nothing behind when the %s cannot be written',
    async (part) => {
      const { records, owner, table, history } = opened();
      const id = await opened().register();
      const before = await records.get(id);
      const failing = part === 'outbox' ? 'outbox' : history;
      const counts = () => Promise.all([table, history, 'outbox'].map((name) => opened().count(name)));
      const countsBefore = await counts();
      await owner.query(`
      create function contract_fault() returns trigger language plpgsql as $$ begin raise 'injected fault'; end $$;
      create trigger contract_fault before insert on ${failing} for each row execute function contract_fault()`);
      try {
        await expect(records.change(id, anAct(), change(1))).rejects.toThrow('injected fault');
        await expect(opened().register()).rejects.toThrow('injected fault');
      } finally {
        await owner.query(`drop function contract_fault cascade`);
      }
      expect(await records.get(id)).toEqual(before);
      expect(await counts()).toEqual(countsBefore);
    },
  );

  it('executes a request once per idempotency key, also when it comes twice at a time', async () => {
    const { records, contract } = opened();
    const act = anAct({ idempotencyKey: 'contract-register', fingerprint: 'same' });
    const values = valuesOf(contract.example());
    const [one, two] = await Promise.all([records.register(act, values), records.register(act, values)]);
    expect(two).toEqual(one);
    const moved = anAct({ idempotencyKey: 'contract-change', fingerprint: 'same' });
    const changes = await Promise.all([1, 1, 1].map((n) => records.change(one.id, moved, change(n))));
    expect(new Set(changes.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    expect(await records.change(one.id, moved, change(1))).toEqual(changes[0]);
    expect(await records.get(one.id)).toMatchObject({ version: 2 });
    await expect(
      records.change(one.id, { ...moved, fingerprint: 'other' }, change(2)),
    ).rejects.toBeInstanceOf(IdempotencyKeyReused);
  });
}
