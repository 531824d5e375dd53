import { pauseAfter } from '#libs/service-kit';
import { type Transition, transitionAfter } from './attempt.rules.ts';
import { RETRIES } from './retry-schedule.ts';
import { calm } from './testing/stories.ts';
import { readRetryAfter } from './webhook-client.ts';

const HOUR_MS = 3_600_000;

const answered = (status: number, { attempts = 0, chance = 0.5, retryAfterMs = 0 } = {}): Transition =>
  transitionAfter(
    { ...calm, attempts, isFollowed: false },
    { kind: 'answered', status, retryAfterMs },
    RETRIES,
    chance,
  );

describe('the retry schedule', () => {
  it('lasts at least 24 hours, whatever the jitter', () => {
    const waits = Array.from({ length: RETRIES.attempts - 1 }, (_, n) => pauseAfter(n + 1, RETRIES, () => 0));
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(24 * HOUR_MS);
  });

  it('grows threefold up to six hours', () => {
    const waits = [0, 1, 2, 7, 8, 13].map((attempts) => answered(400, { attempts }).waitMs);
    expect(waits).toEqual([5_000, 15_000, 45_000, 10_935_000, 21_600_000, 21_600_000]);
  });

  it('spreads every wait by a fifth to either side', () => {
    expect([0, 1].map((chance) => answered(400, { chance }).waitMs)).toEqual([4_000, 6_000]);
  });

  it('waits as long as the receiver asks, at most six hours, never shorter than planned', () => {
    const asked = [0, 1_000, 60_000, 48 * HOUR_MS, Infinity].map(
      (retryAfterMs) => answered(503, { retryAfterMs }).receiver.pauseMs,
    );
    expect(asked).toEqual([5_000, 5_000, 60_000, 21_600_000, 21_600_000]);
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
    ['9999999999', 9_999_999_999_000],
    ['9'.repeat(20), 1e23],
    ['9'.repeat(400), Infinity],
    ['Monday, 23-Nov-26 20:01:00 GMT', 60_000],
    ['Mon Nov 23 20:01:00 2026', 60_000],
    ['Sun Nov  1 20:01:00 2026', 0],
    ['Fri, 31 Dec 9999 23:59:59 GMT', Date.parse('9999-12-31T23:59:59Z') - now],
    ['Mon, 99 Nov 2026 20:01:00 GMT', 0],
    ['soon', 0],
    ['2026', 2_026_000],
    ['', 0],
    ['GMT', 0],
    ['0'.repeat(30), 0],
    ['2027-01-01', 0],
  ])('of %p is %d ms', (value, ms) => {
    expect(readRetryAfter(value, now)).toBe(ms);
  });
});
