import { isWorkingDay, termOfWorkingDays } from './working-days.ts';

describe('a working day', () => {
  it.each([
    ['a Monday', '2026-11-30', true],
    ['a Saturday', '2026-11-28', true],
    ['a Sunday', '2026-11-29', false],
    ['Good Friday', '2026-04-03', false],
    ['Easter Monday', '2026-04-06', false],
    ['Easter Monday of a late Easter', '2038-04-26', false],
    ['Ascension', '2026-05-14', false],
    ['Whit Monday', '2026-05-25', false],
    ['Reformation Day', '2026-10-31', false],
    ['Corpus Christi, which is none in Lower Saxony', '2026-06-04', true],
  ])('may be %s', (_story, day, is) => {
    expect(isWorkingDay(day)).toBe(is);
  });
});

describe('a term of three working days', () => {
  it.each([
    ['within a week', '2026-11-23', '2026-11-26'],
    ['over a Sunday', '2026-11-27', '2026-12-01'],
    ['not on a Saturday', '2026-11-25', '2026-11-30'],
    ['over Christmas', '2026-12-23', '2026-12-29'],
    ['over Easter', '2026-04-02', '2026-04-08'],
    ['over a year', '2026-12-30', '2027-01-04'],
  ])('ends %s', (_story, day, end) => {
    expect(termOfWorkingDays(day, 3)).toBe(end);
  });
});
