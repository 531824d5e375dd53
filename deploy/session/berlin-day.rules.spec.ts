import { endOfLastMonth, yesterdayOf } from './berlin-day.rules.ts';
import { fourteenMoreOnTheDay, twoWeeksAfter } from './notice-deadline.rules.ts';

describe('yesterday in Berlin', () => {
  it.each([
    ['2026-11-23T20:00:00Z', '2026-11-22', '2026-11-21T23:00:00.000Z', '2026-11-22T23:00:00.000Z'],
    ['2026-11-23T23:30:00Z', '2026-11-23', '2026-11-22T23:00:00.000Z', '2026-11-23T23:00:00.000Z'],
    ['2026-07-01T12:00:00Z', '2026-06-30', '2026-06-29T22:00:00.000Z', '2026-06-30T22:00:00.000Z'],
    ['2026-03-30T12:00:00Z', '2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['2026-10-26T12:00:00Z', '2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ['2027-01-01T12:00:00Z', '2026-12-31', '2026-12-30T23:00:00.000Z', '2026-12-31T23:00:00.000Z'],
  ])('of %s is %s, from midnight to midnight', (instant, day, from, to) => {
    expect(yesterdayOf(new Date(instant))).toEqual({ day, from: new Date(from), to: new Date(to) });
  });

  it('comes after the last day of the month before', () => {
    expect(endOfLastMonth(new Date('2026-11-23T20:00:00Z'))).toBe('2026-10-31');
    expect(endOfLastMonth(new Date('2027-03-01T12:00:00Z'))).toBe('2027-02-28');
  });
});

describe('the day of the answer', () => {
  it('is two weeks later, and with the bug no day at all', () => {
    expect(twoWeeksAfter('2026-10-31')).toBe('2026-11-14');
    expect(fourteenMoreOnTheDay('2026-10-31')).toBe('2026-10-45');
  });
});
