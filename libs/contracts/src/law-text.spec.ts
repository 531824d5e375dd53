import { lawText } from './law-text.ts';

it.each([
  ['StVO §45(1b) no. 2a', 'StVO § 45 Abs. 1b Nr. 2a'],
  ['EGovG §5(3)–(5); StVO §45(1b) no. 2a', 'EGovG § 5 Abs. 3–5; StVO § 45 Abs. 1b Nr. 2a'],
  ['FZV §15(1), (4)', 'FZV § 15 Abs. 1 und 4'],
  ['VwV-StVO to §45(1)–(1e), X', 'VwV-StVO zu § 45 Abs. 1–1e, X'],
  ['HRV §52', 'HRV § 52'],
  [
    'StVG §34(1) s. 3; BMG §38(1), within one city §37(1)',
    'StVG § 34 Abs. 1 S. 3; BMG § 38 Abs. 1, innerhalb einer Stadt § 37 Abs. 1',
  ],
])('writes %s out in German, and leaves it in English', (short, long) => {
  expect(lawText(short, 'de').replaceAll('\u00a0', ' ')).toBe(long);
  expect(lawText(short, 'en')).toBe(short);
});
