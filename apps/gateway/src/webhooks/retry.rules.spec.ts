import { readRetryAfter, RETRIES, waitAfter } from './retry.rules.ts';

const total = (chance: number): number =>
  Array.from({ length: RETRIES.attempts - 1 }, (_, i) => waitAfter(i + 1, RETRIES, chance) ?? 0).reduce(
    (sum, ms) => sum + ms,
    0,
  );

describe('the retry schedule', () => {
  it('lasts at least 24 hours, whatever the jitter', () => {
    expect(total(0)).toBeGreaterThanOrEqual(24 * 3_600_000);
  });

  it('grows threefold up to six hours, then gives up', () => {
    const waits = [1, 2, 3, 8, 9, 14, 15].map((failed) => waitAfter(failed, RETRIES, 0.5));
    expect(waits).toEqual([5_000, 15_000, 45_000, 10_935_000, 21_600_000, 21_600_000, undefined]);
  });

  it('spreads every wait by a fifth to either side', () => {
    expect([waitAfter(1, RETRIES, 0), waitAfter(1, RETRIES, 1)]).toEqual([4_000, 6_000]);
  });

  it('waits as long as the receiver asks, at most six hours, never shorter than planned', () => {
    const asked = [0, 1_000, 60_000, 48 * 3_600_000].map((ms) => waitAfter(1, RETRIES, 0.5, ms));
    expect(asked).toEqual([5_000, 5_000, 60_000, 21_600_000]);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-11-23T20:00:00Z');
  it.each<[string | undefined, number]>([
    [undefined, 0],
    ['0', 0],
    ['120', 120_000],
    ['Mon, 23 Nov 2026 20:01:00 GMT', 60_000],
    ['Mon, 23 Nov 2026 19:00:00 GMT', 0],
    ['-5', 0],
    ['1.5', 0],
    ['1e9', 0],
    ['99999999999999999999', 0],
    ['soon', 0],
    ['2026', 2_026_000],
    ['2027-01-01', 0],
  ])('of %p is %d ms', (value, ms) => {
    expect(readRetryAfter(value, now)).toBe(ms);
  });
});
