import { inWords, Tally, together } from './tally.ts';

it('tells what callers saw since the last look', () => {
  const tally = new Tally(0);
  tally.answered(100, 300);
  tally.refused('503 register-unavailable', 400, 500);
  tally.refused('503 register-unavailable', 600, 1_100);
  tally.refused('no connection', 1_200, 1_200);
  tally.answered(3_300, 3_400);
  expect(inWords(tally.take(3_500))).toBe(
    '2 answered, 2 × 503 register-unavailable, 1 × no connection, longest gap 3.1 s, slowest 0.5 s',
  );
  expect(inWords(tally.take(3_600))).toBe('0 answered, longest gap 0.2 s, slowest 0.0 s');
});

it('counts a gap on that lasts over a look', () => {
  const tally = new Tally(0);
  expect(tally.take(2_000).longestGapMs).toBe(2_000);
  tally.answered(4_900, 5_000);
  expect(tally.take(5_000).longestGapMs).toBe(5_000);
});

it('is good again by an answer that came later, not by one of before', () => {
  const tally = new Tally(0);
  tally.answered(10, 20);
  expect(tally.isGoodSince(20)).toBe(false);
  tally.refused('no connection', 20, 25);
  expect(tally.isGoodSince(20)).toBe(false);
  tally.answered(30, 40);
  expect(tally.isGoodSince(20)).toBe(true);
});

it('adds numbers up and keeps the longest times', () => {
  const [one, other] = [new Tally(0), new Tally(0)];
  one.answered(0, 900);
  one.refused('no connection', 900, 900);
  other.answered(0, 400);
  other.refused('no connection', 400, 400);
  const { refused, ...rest } = together([one.take(1_000), other.take(1_000)]);
  expect([...refused]).toEqual([['no connection', 2]]);
  expect(rest).toEqual({ answered: 2, longestGapMs: 900, slowestMs: 900 });
});
