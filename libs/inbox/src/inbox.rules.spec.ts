import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import fc from 'fast-check';
import { isBrokerOutage } from '#libs/kafka';
import { CrashLoop } from './crash-loop.rules.ts';
import { KeyLanes } from './key-lanes.ts';
import { isDatabaseOutage, nameOfFault } from './outage.rules.ts';
import { Partitions } from './partitions.ts';

describe('the position of a partition', () => {
  const partition = { topic: 't', partition: 0 };

  it('is the first event that is not finished, in whatever order events finish', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 30 }), { maxLength: 30 }), (finished) => {
        const progress = new Partitions().progressOf(partition, 0);
        for (let offset = 0; offset <= 30; offset++) progress.accept(offset, offset);
        for (const offset of finished) progress.finish(offset);
        const open = Array.from({ length: 31 }, (_, i) => i).filter((i) => !finished.includes(i));
        expect(progress.position).toBe(open[0] ?? 31);
        expect(progress.oldestTimestamp).toBe(open[0]);
      }),
    );
  });

  it('passes what was read before over, and starts anew when the group was set back', () => {
    const partitions = new Partitions();
    partitions.assign({ t: [0] });
    const progress = partitions.progressOf(partition, 5);
    expect([5, 6, 6, 5].map((offset) => progress.accept(offset, 0))).toEqual([true, true, false, false]);
    progress.finish(5);
    partitions.due().acknowledged();
    expect(partitions.progressOf(partition, 6)).toBe(progress);
    expect(partitions.due().positions).toEqual([]);
    expect(partitions.progressOf(partition, 2)).not.toBe(progress);
    expect(progress.abandoned).toBe(true);
  });

  it('is kept while the partition stays, and given up when it goes to another member', () => {
    const partitions = new Partitions();
    partitions.assign({ t: [0] });
    const progress = partitions.progressOf(partition, 0);
    progress.paused = true;
    expect(partitions.assign({ t: [0, 1] })).toEqual([]);
    expect(progress.abandoned).toBe(false);
    expect(partitions.assign({ t: [1] })).toMatchObject([partition]);
    expect(progress.abandoned).toBe(true);
  });
});

describe('work by key', () => {
  const lanes = (...items: readonly string[]): KeyLanes<string> => {
    const made = new KeyLanes<string>();
    for (const item of items) made.add(item.charAt(0), item);
    return made;
  };
  const all = (): boolean => true;

  it('is taken in its order, of different keys together, and of a key by one taker at a time', () => {
    const made = lanes('a1', 'a2', 'b1', 'a3', 'c1');
    expect(made.take(3, all)).toEqual([{ key: 'a', items: ['a1', 'a2', 'a3'] }]);
    made.add('a', 'a4');
    expect(made.take(3, all)).toEqual([
      { key: 'b', items: ['b1'] },
      { key: 'c', items: ['c1'] },
    ]);
    expect(made.take(3, all)).toEqual([]);
    made.release('a');
    made.release('b');
    expect(made.take(3, all)).toEqual([{ key: 'a', items: ['a4'] }]);
  });

  it('is taken by itself where it shares nothing, and holds no other key up', () => {
    const made = lanes('a1', 'a!', 'a2', 'b1');
    const mayShare = (item: string): boolean => !item.endsWith('!');
    expect(made.take(9, mayShare)).toEqual([
      { key: 'a', items: ['a1'] },
      { key: 'b', items: ['b1'] },
    ]);
    made.release('a');
    made.add('c', 'c1');
    expect(made.take(9, mayShare)).toEqual([{ key: 'a', items: ['a!'] }]);
    expect(made.take(9, mayShare)).toEqual([{ key: 'c', items: ['c1'] }]);
    made.release('a');
    expect(made.take(9, mayShare)).toEqual([{ key: 'a', items: ['a2'] }]);
  });

  it('ends when what was taken is released, and hands out nothing more', async () => {
    const made = lanes('a1', 'b1');
    made.take(1, all);
    let isOver = false;
    const over = made.end().then(() => (isOver = true));
    await new Promise(setImmediate);
    expect([isOver, made.take(1, all)]).toEqual([false, []]);
    made.release('a');
    await over;
  });
});

describe('faults', () => {
  it('of a server that is away are told from those of an event', () => {
    const sql = (code: string): Error =>
      Object.assign(new Error('q'), { driverError: Object.assign(new Error(), { code }) });
    expect(['57P01', '08006', '53300'].map((code) => isDatabaseOutage(sql(code)))).toEqual([
      true,
      true,
      true,
    ]);
    expect(['23505', '40001', '25P02'].map((code) => isDatabaseOutage(sql(code)))).toEqual([
      false,
      false,
      false,
    ]);
    expect(isDatabaseOutage(new Error('Connection terminated unexpectedly'))).toBe(true);
    expect(isDatabaseOutage(new QueryRunnerAlreadyReleasedError())).toBe(true);
    expect(isDatabaseOutage(new QueryRunnerProviderAlreadyReleasedError())).toBe(true);
    expect(isDatabaseOutage(new Error('', { cause: sql('57P03') }))).toBe(true);
  });

  it('are named by class and code, never by their message', () => {
    expect(nameOfFault(Object.assign(new RangeError('Erika Mustermann'), { code: 'E1' }))).toBe(
      'RangeError E1',
    );
    expect(nameOfFault(Object.assign(new Error('x'), { code: 'a value with spaces' }))).toBe('Error');
    expect(nameOfFault('Erika Mustermann')).toBe('not an Error');
  });

  it('make a crash loop when five come within five minutes', () => {
    const loop = new CrashLoop();
    const minute = 60_000;
    for (const at of [0, 1, 2, 3]) loop.note(at * minute);
    expect(loop.isOn(3 * minute)).toBe(false);
    loop.note(4 * minute);
    expect(loop.isOn(4 * minute)).toBe(true);
    expect(loop.isOn(6 * minute)).toBe(false);
  });

  it('of absent brokers make none', () => {
    const away = Object.assign(new Error(), { name: 'KafkaJSConnectionError' });
    expect(isBrokerOutage(new Error('retries exceeded', { cause: away }))).toBe(true);
    expect(isBrokerOutage(Object.assign(new Error(), { type: 'UNKNOWN_TOPIC_OR_PARTITION' }))).toBe(false);
  });
});
