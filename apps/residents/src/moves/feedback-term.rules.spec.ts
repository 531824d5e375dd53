import { lastOverdueDay } from './feedback-term.rules.ts';

it.each([
  ['a Friday', '2026-11-27', '2026-11-23'],
  ['a Monday after', '2026-11-30', '2026-11-24'],
  ['a Tuesday, when a Saturday no longer ends a term', '2026-12-01', '2026-11-26'],
  ['a day after Christmas', '2026-12-29', '2026-12-22'],
])('on %s feedback is late of registrations until three working days before', (_story, today, last) => {
  expect(lastOverdueDay(today)).toBe(last);
});
