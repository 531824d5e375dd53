import { type BackOff, pauseAfter } from './back-off.ts';

const schedule: BackOff = { firstMs: 100, factor: 2, maxMs: 5_000, jitter: 0.25 };
const middle = (): number => 0.5;

describe('a back-off', () => {
  it.each([
    [1, 100],
    [2, 200],
    [6, 3_200],
    [7, 5_000],
    [5_000, 5_000],
  ])('after %i failures waits %i ms', (failures, ms) => {
    expect(pauseAfter(failures, schedule, middle)).toBe(ms);
  });

  it('leaves a share of the pause to chance', () => {
    expect(pauseAfter(1, schedule, () => 0)).toBe(75);
    expect(pauseAfter(1, schedule, () => 0.999)).toBeCloseTo(125, 0);
    expect(pauseAfter(1, { ...schedule, jitter: 0 }, () => 0)).toBe(100);
  });
});
