import fc from 'fast-check';
import { readChangeEvent } from '#libs/contracts';
import { progressOf, RecentRate, TokenBucket } from './replay-progress.rules.ts';
import { marked, markOf, OrderFreeHash, sameTally, unmarked } from './replay-proof.rules.ts';
import { anEvent } from './replay.builder.ts';
import { TallyMaker } from './tally-maker.ts';

const topic = 'register.residents.changes.v1';

describe('a replayed event', () => {
  const value = Buffer.from(JSON.stringify(anEvent(1, 1)));
  const mark = { replayid: 'r-1', replayorigin: `${topic}/3/99` };

  it('is the original with marks, and gives it back byte for byte', () => {
    const delivered = marked(value, mark);
    expect(JSON.parse(delivered.toString())).toEqual({ ...anEvent(1, 1), ...mark });
    expect(unmarked(delivered).equals(value)).toBe(true);
    expect(markOf(delivered)).toEqual(mark);
    expect(markOf(value)).toBeUndefined();
  });

  it('carries the marks of the last replay only', () => {
    const again = marked(marked(value, mark), { ...mark, replayid: 'r-2', replaytarget: 'subscription:s' });
    expect(markOf(again)).toEqual({ ...mark, replayid: 'r-2', replaytarget: 'subscription:s' });
    expect(unmarked(again).equals(value)).toBe(true);
  });

  it.each([['null'], ['{}'], ['not json'], ['{"id":"1","type":"t"}']])('is not made from %s', (text) => {
    expect(readChangeEvent(Buffer.from(text))).toBeUndefined();
  });
});

describe('a tally', () => {
  const bytes = (n: number): Buffer => Buffer.from(JSON.stringify(anEvent(n, 5)));
  const of = (numbers: readonly number[]) => {
    const maker = new TallyMaker('nothing is set aside');
    for (const n of numbers) maker.add(anEvent(n, 5), bytes(n), n % 3);
    return maker.tally();
  };

  it('is the same in any order and another one when an event is missing, doubled or exchanged', async () => {
    const all = await of([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(sameTally(all, await of([7, 3, 5, 1, 0, 2, 4, 6]))).toBe(true);
    expect(sameTally(all, await of([0, 1, 2, 3, 4, 5, 6]))).toBe(false);
    expect(sameTally(all, await of([0, 1, 2, 3, 4, 5, 6, 7, 7]))).toBe(false);
    expect(sameTally(all, await of([0, 1, 2, 3, 4, 5, 6, 6]))).toBe(false);
    expect(all).toMatchObject({ events: 8, keys: 5, byPartition: { 0: 3, 1: 3, 2: 2 } });
    expect(all.lastVersions).toMatchObject({ 'subject-0': 2, 'subject-4': 1 });
  });

  it('sums modulo 2^256', () => {
    const sum = new OrderFreeHash();
    let expected = 0n;
    for (let n = 0; n < 500; n++) {
      sum.add(`${n}`);
      const digest = new OrderFreeHash();
      digest.add(`${n}`);
      expected = (expected + BigInt(`0x${digest.toString()}`)) % 2n ** 256n;
    }
    expect(BigInt(`0x${sum.toString()}`)).toBe(expected);
  });
});

describe('progress', () => {
  const ranges = [
    { partition: 0, from: 100, to: 300 },
    { partition: 1, from: 5, to: 5 },
  ];

  it('is measured in offsets, and knows when it will end', () => {
    const positions = [{ partition: 0, next: 150, read: 48, selected: 10 }];
    expect(progressOf(ranges, positions, 25)).toEqual({
      passedOffsets: 50,
      totalOffsets: 200,
      percent: 25,
      read: 48,
      delivered: 10,
      etaSeconds: 6,
    });
    expect(progressOf(ranges, positions)).not.toHaveProperty('etaSeconds');
    expect(progressOf([], [])).toMatchObject({ percent: 100 });
  });

  it('forgets old speed', () => {
    const rate = new RecentRate(1_000);
    rate.add(0, 0);
    rate.add(1_000, 1_000);
    for (let second = 2; second < 20; second++) rate.add(10, second * 1_000);
    expect(rate.add(10, 20_000)).toBeCloseTo(10, 1);
  });
});

describe('a token bucket', () => {
  it('never lets more through than the rate and one burst', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.array(fc.tuple(fc.nat(200), fc.nat(600)), { maxLength: 60 }),
        (perSecond, attempts) => {
          let now = 0;
          let passed = 0;
          const bucket = new TokenBucket(perSecond, () => now);
          for (const [waitMs, count] of attempts) {
            now += waitMs;
            const wanted = Math.min(count, bucket.burst);
            if (bucket.tryTake(wanted) === 0) passed += wanted;
            expect(passed).toBeLessThanOrEqual(bucket.burst + (perSecond * now) / 1_000 + 1e-6);
          }
        },
      ),
    );
  });

  it('lets through what it asked to wait for', () => {
    let now = 0;
    const bucket = new TokenBucket(30, () => now);
    const waitMs = bucket.tryTake(3);
    expect(waitMs).toBe(100);
    now += waitMs;
    expect(bucket.tryTake(3)).toBe(0);
  });
});
