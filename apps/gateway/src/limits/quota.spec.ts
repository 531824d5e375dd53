import type { Limit } from '../policy/limit.rules.ts';
import { headersOfAll, Quota, QuotaExceeded, takeOfAll } from './quota.ts';

const limit: Limit = { lookups: { count: 10, windowS: 60 }, guesses: { count: 3, windowS: 3_600 } };
const quota = (change: Partial<Limit> = {}): Quota => new Quota('plate', { ...limit, ...change }, 0);
const S = 1_000;

/** Seconds to wait; 0 where it is admitted. */
const wait = (of: Quota, nowS = 0): number => {
  try {
    of.take(nowS * S);
    return 0;
  } catch (error) {
    if (error instanceof QuotaExceeded) return error.retryAfterS;
    throw error;
  }
};
const times = (count: number, act: () => void): void => {
  for (let n = 0; n < count; n++) act();
};

describe('a quota', () => {
  it('admits so many at once, then as many as are refilled', () => {
    const of = quota();
    times(10, () => expect(wait(of)).toBe(0));
    expect(wait(of)).toBe(6);
    expect(wait(of, 5)).toBe(1);
    expect(wait(of, 6)).toBe(0);
    expect(wait(of, 6)).toBe(6);
  });

  it('tells what is allowed, what is left and when all is refilled', () => {
    const of = quota();
    expect(of.headers(0)).toEqual({ 'ratelimit-policy': '"plate";q=10;w=60', ratelimit: '"plate";r=10;t=0' });
    times(4, () => wait(of));
    expect(of.headers(0).ratelimit).toBe('"plate";r=6;t=24');
    expect(of.headers(12 * S).ratelimit).toBe('"plate";r=8;t=12');
  });

  it('makes guesses beyond the allowance dearer each time, up to an hour of waiting', () => {
    const of = quota();
    const left: string[] = [];
    times(5, () => {
      of.guessed(0);
      left.push(of.headers(0).ratelimit);
    });
    expect(left.map((each) => /r=(\d+)/.exec(each)![1])).toEqual(['10', '10', '10', '8', '4']);
    of.guessed(0);
    expect(wait(of)).toBe(30);
    times(1_000, () => of.guessed(0));
    expect(wait(of)).toBeGreaterThan(3_540);
    expect(wait(of)).toBeLessThanOrEqual(3_606);
  });

  it('forgives: after the longest wait an office at work finds its allowance again', () => {
    const of = quota();
    times(1_000, () => of.guessed(0));
    expect(wait(of, 3_700)).toBe(0);
    times(3, () => of.guessed(30_000 * S));
    expect(of.headers(30_000 * S).ratelimit).toBe('"plate";r=10;t=0');
  });

  it('takes a changed policy over at once', () => {
    const of = quota();
    times(10, () => wait(of));
    of.adjust({ ...limit, lookups: { count: 20, windowS: 60 } });
    expect(wait(of)).toBe(0);
    expect(of.headers(0)['ratelimit-policy']).toBe('"plate";q=20;w=60');
  });

  it('goes on from what all gateways used, and what it used meanwhile', () => {
    const of = quota();
    times(3, () => wait(of));
    expect(of.drain()).toEqual({ debt: 3, guesses: 0, refused: 0 });
    times(2, () => wait(of));
    of.adopt({ debt: 6, guesses: 1 }, 0);
    expect(of.headers(0).ratelimit).toBe('"plate";r=2;t=48');
    expect(of.drain()).toEqual({ debt: 2, guesses: 0, refused: 0 });
    expect(of.drain()).toBeUndefined();
  });

  it('takes back what was given, also what is written down already, and never more than was taken', () => {
    const of = quota();
    times(3, () => wait(of));
    of.drain();
    of.giveBack(0);
    expect(of.headers(0).ratelimit).toBe('"plate";r=8;t=12');
    expect(of.drain()).toEqual({ debt: -1, guesses: 0, refused: 0 });
    times(5, () => of.giveBack(0));
    expect(of.headers(0).ratelimit).toBe('"plate";r=10;t=0');
    times(10, () => expect(wait(of)).toBe(0));
    expect(wait(of)).toBe(6);
  });

  it('is taken from with others for each time it is named, or not at all', () => {
    const [plate, vin] = [quota(), new Quota('vin', { ...limit, lookups: { count: 1, windowS: 60 } }, 0)];
    takeOfAll([plate, plate, vin], 0);
    expect(() => takeOfAll([plate, vin], 0)).toThrow(QuotaExceeded);
    expect(headersOfAll([plate, vin, plate], 0)).toEqual({
      'ratelimit-policy': '"plate";q=10;w=60, "vin";q=1;w=60',
      ratelimit: '"plate";r=8;t=12, "vin";r=0;t=60',
    });
  });

  it('admits more than it ever allows at once only where nothing was asked before', () => {
    const of = quota();
    of.take(0, 20);
    expect(wait(of)).toBeGreaterThan(0);
    expect(() => of.take(61 * S, 20)).toThrow(QuotaExceeded);
  });
});
