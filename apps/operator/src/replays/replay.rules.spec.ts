import fc from 'fast-check';
import { isReplayable, isSideTopic, isWhole, matcherOf, orderHash } from './replay-order.rules.ts';
import { resolveRange } from './replay-progress.rules.ts';
import { anEvent } from './replay.builder.ts';

const topic = 'register.residents.changes.v1';

describe('a selection', () => {
  const target = { kind: 'file' } as const;
  const order = { selection: { topic, types: ['b.v1', 'a.v1'] }, target, ratePerSecond: 5 };

  it('has one hash however its lists are sorted, and another one for any other order', () => {
    const same = { ...order, selection: { topic, types: ['a.v1', 'b.v1'] } };
    expect(orderHash(same)).toBe(orderHash(order));
    const others = [
      { ...order, ratePerSecond: 6 },
      { ...order, target: { kind: 'projection' } as const },
      { ...order, selection: { topic, types: ['a.v1'] } },
      { ...order, selection: { topic, keys: ['b.v1', 'a.v1'] } },
      { ...order, selection: { ...order.selection, to: { offset: 9 } } },
    ];
    for (const other of others) expect(orderHash(other)).not.toBe(orderHash(order));
  });

  it('matches by key and type, and everything where nothing is said', () => {
    const event = anEvent(3, 2);
    expect(matcherOf({ topic })(event)).toBe(true);
    expect(matcherOf({ topic, keys: ['subject-1'], types: [event.type] })(event)).toBe(true);
    expect(matcherOf({ topic, keys: ['subject-0'] })(event)).toBe(false);
    expect(matcherOf({ topic, types: ['resident.died.v1'] })(event)).toBe(false);
  });

  it('is whole only without any limit', () => {
    expect(isWhole({ topic })).toBe(true);
    expect(isWhole({ topic, from: { offset: 0 } })).toBe(false);
  });

  it.each([
    ['register.residents.changes.v1', true],
    ['replay.may', true],
    ['vehicles.reactions.deliveries', false],
    ['__consumer_offsets', false],
    ['register.residents.changes.v1.dlq', false],
  ])('of %s is allowed: %s', (name, allowed) => {
    expect(isReplayable(name)).toBe(allowed);
  });

  it('writes to side topics only', () => {
    expect(
      ['replay.x', 'replay.', 'replay', 'register.x.changes.v1', 'Replay.x'].filter(isSideTopic),
    ).toEqual(['replay.x']);
  });
});

describe('a range', () => {
  const marks = [
    { partition: 0, low: 100, high: 200 },
    { partition: 1, low: 0, high: 50 },
    { partition: 2, low: 7, high: 7 },
  ];
  const at = (): ReadonlyMap<number, number> =>
    new Map([
      [0, 100],
      [1, 20],
      [2, 7],
    ]);

  it('is all that is retained where nothing is said', () => {
    const { ranges, retention } = resolveRange({ topic }, marks, at);
    expect(ranges.map(({ from, to }) => [from, to])).toEqual([
      [100, 200],
      [0, 50],
      [7, 7],
    ]);
    expect(retention.complete).toBe(true);
  });

  it('says where the wanted beginning is gone', () => {
    const offset = resolveRange({ topic, partitions: [0], from: { offset: 90 } }, marks, at);
    expect(offset.retention.holes).toEqual([{ partition: 0, wanted: 90, oldest: 100 }]);
    const time = resolveRange({ topic, from: { time: '2026-01-01T00:00:00Z' } }, marks, at);
    expect(time.retention.holes.map(({ partition }) => partition)).toEqual([0, 2]);
  });

  it('never ends after the end of the log nor before its beginning', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (from, to) => {
        const selection = { topic, partitions: [0], from: { offset: from }, to: { offset: to } };
        const [range] = resolveRange(selection, marks, at).ranges;
        expect(range!.from).toBeGreaterThanOrEqual(100);
        expect(range!.to).toBeGreaterThanOrEqual(range!.from);
        expect(range!.to).toBeLessThanOrEqual(Math.max(200, range!.from));
      }),
    );
  });
});
