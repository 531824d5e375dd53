import { setImmediate as nextTurn } from 'node:timers/promises';
import { register } from 'prom-client';
import { Overloaded } from '../errors/domain.error.ts';
import { NaturalBatch } from './natural-batch.ts';

/** A round trip that the test ends when it wants. */
class ManualTrip {
  readonly batches: number[][] = [];
  private readonly ends: (() => void)[] = [];

  readonly run = (items: readonly number[]): Promise<readonly (number | Error)[]> => {
    this.batches.push([...items]);
    return new Promise((resolve) => {
      this.ends.push(() => resolve(items.map((n) => (n < 0 ? new Error('negative') : n * 2))));
    });
  };

  end(): void {
    this.ends.shift()?.();
  }
}

/** More turns of the event loop than a batch takes to be sent. */
async function turn(): Promise<void> {
  for (let n = 0; n < 10; n += 1) await nextTurn();
}

describe('NaturalBatch', () => {
  it('sends the first item at once and gathers the next ones while it is in flight', async () => {
    const trip = new ManualTrip();
    const batch = new NaturalBatch({ run: trip.run, maxSize: 10, maxQueued: 100 });
    const first = batch.submit(1);
    await turn();
    const others = [batch.submit(2), batch.submit(3)];
    await turn();
    expect(trip.batches).toEqual([[1]]);
    trip.end();
    await expect(first).resolves.toBe(2);
    await turn();
    expect(trip.batches).toEqual([[1], [2, 3]]);
    trip.end();
    await expect(Promise.all(others)).resolves.toEqual([4, 6]);
  });

  it('fails only the item whose slot holds an error', async () => {
    const trip = new ManualTrip();
    const batch = new NaturalBatch({ run: trip.run, maxSize: 10, maxQueued: 100 });
    const answers = Promise.allSettled([batch.submit(-1), batch.submit(5)]);
    await turn();
    trip.end();
    expect((await answers).map((a) => a.status)).toEqual(['rejected', 'fulfilled']);
  });

  it('fails the whole batch when the round trip fails and goes on with the next', async () => {
    let calls = 0;
    const run = async (items: readonly number[]): Promise<readonly number[]> => {
      calls += 1;
      if (calls === 1) throw new Error('connection lost');
      return items;
    };
    const batch = new NaturalBatch({ run, maxSize: 10, maxQueued: 100 });
    await expect(batch.submit(1)).rejects.toThrow('connection lost');
    await expect(batch.submit(2)).resolves.toBe(2);
  });

  it('refuses an item beyond its queue instead of growing without limit', async () => {
    const trip = new ManualTrip();
    const batch = new NaturalBatch({ run: trip.run, maxSize: 1, maxQueued: 1 });
    const inFlight = batch.submit(1);
    await turn();
    const waiting = batch.submit(2);
    await expect(batch.submit(3)).rejects.toBeInstanceOf(Overloaded);
    trip.end();
    await turn();
    trip.end();
    await expect(Promise.all([inFlight, waiting])).resolves.toEqual([2, 4]);
  });

  it('keeps as many round trips in flight as it has lanes, each no larger than allowed', async () => {
    const trip = new ManualTrip();
    const batch = new NaturalBatch({ run: trip.run, maxSize: 2, maxQueued: 100, lanes: 2 });
    const all = Promise.all([1, 2, 3, 4, 5].map((n) => batch.submit(n)));
    await turn();
    expect(trip.batches).toEqual([
      [1, 2],
      [3, 4],
    ]);
    trip.end();
    await turn();
    expect(trip.batches).toHaveLength(3);
    trip.end();
    trip.end();
    await expect(all).resolves.toEqual([2, 4, 6, 8, 10]);
  });

  it('takes what is urgent first, and as much of the rest, from queues of their own', async () => {
    const trip = new ManualTrip();
    const isUrgent = (item: number): boolean => item >= 10;
    const batch = new NaturalBatch({ run: trip.run, isUrgent, maxSize: 2, maxQueued: 3 });
    const inFlight = batch.submit(1);
    await turn();
    const waiting = [2, 3, 4, 10, 11, 12].map((n) => batch.submit(n));
    await expect(batch.submit(5)).rejects.toBeInstanceOf(Overloaded);
    await expect(batch.submit(13)).rejects.toBeInstanceOf(Overloaded);
    expect(batch.queued).toBe(6);
    trip.end();
    await turn();
    expect(trip.batches.at(-1)).toEqual([10, 11, 2, 3]);
    trip.end();
    await turn();
    expect(trip.batches.at(-1)).toEqual([12, 4]);
    trip.end();
    await expect(Promise.all([inFlight, ...waiting])).resolves.toEqual([2, 4, 6, 8, 20, 22, 24]);
    expect(batch.isIdle).toBe(true);
  });

  it('measures the sizes of its round trips where it has a name', async () => {
    const run = async (items: readonly number[]): Promise<readonly number[]> => items;
    const batch = new NaturalBatch({ name: 'probes', run, maxSize: 2, maxQueued: 100 });
    await Promise.all([1, 2, 3].map((n) => batch.submit(n)));
    const text = await register.getSingleMetricAsString('einmal_batch_size');
    expect(text).toContain('einmal_batch_size_bucket{le="1",batch="probes"} 1');
    expect(text).toContain('einmal_batch_size_bucket{le="2",batch="probes"} 2');
    expect(text).toContain('einmal_batch_size_sum{batch="probes"} 3');
  });
});
