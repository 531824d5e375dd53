import { placeNamedBy } from './place.rules.ts';

it.each([
  ['a search at an address', 'person', 'at;03159016;MUSTER;WEG given:ERIKA number:1', '03159016'],
  ['a search by birth date', 'person', 'born;03241001;MUSTER;1980-05-17 given:ERIKA', '03241001'],
  ['a company', 'euid', 'DEP2204.HRB12345', 'P2204'],
  ['a company of another country', 'euid', 'FRRCS.123456789', undefined],
  ['a number', 'idnr', '01234567812', undefined],
] as const)('%s names its place', (_what, kind, value, place) => {
  expect(placeNamedBy({ kind, value })).toBe(place);
});
