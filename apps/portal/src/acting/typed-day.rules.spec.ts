import { dayShown, dayTyped } from './typed-day.rules.ts';

it.each([
  ['27.11.2026', '2026-11-27'],
  ['1.2.2026', '2026-02-01'],
  ['27/11/2026', '2026-11-27'],
  ['00.00.1988', '1988-00-00'],
  ['1988', '1988-00-00'],
  ['4.1988', '1988-04-00'],
  ['2026-11-27', '2026-11-27'],
  ['morgen', 'morgen'],
  ['27.11.26', '27.11.26'],
])('takes a day as people write it, and what is none as it was written: %s', (text, day) => {
  expect(dayTyped(text)).toBe(day);
});

it('shows a day as people write it, and what is none as it was written', () => {
  expect(['2026-11-27', '1988-04-00', '1988-00-00', 'morgen'].map(dayShown)).toEqual([
    '27.11.2026',
    '04.1988',
    '1988',
    'morgen',
  ]);
});
