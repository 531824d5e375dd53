import { type RecordedPerson, searchEntries, searchOf, searchText } from './person-search.ts';
import { searchForm, streetForm } from './search-form.ts';

const person = { familyName: 'Muster', givenNames: 'Erika', municipality: '03241001' };
const home = { street: 'Lange Str.', houseNumber: '12' };

const recorded = (change: Partial<RecordedPerson> = {}): RecordedPerson => ({
  familyNames: ['Muster'],
  givenNames: 'Erika Marie',
  birthDate: '1980-05-17',
  addresses: [{ ags: '03241001', ...home }],
  ...change,
});
const keysOf = (change: Partial<RecordedPerson>) => searchEntries(recorded(change)).map(({ key }) => key);

describe('a search by person', () => {
  it('is one text: a key, and what must be among the terms of the record', () => {
    const search = searchOf({
      ...person,
      address: { ...home, houseNumberLetter: 'a' },
      birthDate: '1980-05-17',
    });
    expect(search && searchText(search)).toBe(
      'at;03241001;MUSTER;LANGESTRASSE given:ERIKA number:12 letter:A born:1980-05-17',
    );
  });

  it.each([
    ['a family name', { familyName: '+' }],
    ['a given name', { givenNames: ' - ' }],
    ['an address or a birth date', { address: undefined }],
    ['a street or a house number', { address: { street: '…' } }],
  ])('is none without %s', (_, change) => {
    expect(searchOf({ ...person, address: home, ...change })).toBeUndefined();
  });
});

describe('the entries of a person', () => {
  it('have each name at each address, and each name with the birth date in each municipality', () => {
    const addresses = [
      { ags: '03159016', street: 'Weg', houseNumber: '1' },
      { ags: '03241001', ...home },
      { ags: '03241001', street: null, houseNumber: '7' },
    ];
    expect(keysOf({ familyNames: ['Muster', 'Müster', 'MUSTER', '+'], addresses })).toEqual([
      'at;03159016;MUSTER;WEG',
      'at;03241001;MUSTER;LANGESTRASSE',
      'at;03241001;MUSTER;',
      'born;03159016;MUSTER;1980-05-17',
      'born;03241001;MUSTER;1980-05-17',
      'at;03159016;MUESTER;WEG',
      'at;03241001;MUESTER;LANGESTRASSE',
      'at;03241001;MUESTER;',
      'born;03159016;MUESTER;1980-05-17',
      'born;03241001;MUESTER;1980-05-17',
    ]);
  });

  it('have the municipality key of today', () => {
    expect(keysOf({ addresses: [{ ags: '03152012', ...home }] })).toEqual([
      'at;03159016;MUSTER;LANGESTRASSE',
      'born;03159016;MUSTER;1980-05-17',
    ]);
  });
});

describe('the search form', () => {
  it.each([
    ['Čeřovská', 'CEROVSKA'],
    ['C\u0327\u0306a', 'CA'],
    ['Mu\u0308ller', 'MUELLER'],
    ['*?%', ''],
  ])('of %s is %s', (name, form) => expect(searchForm(name)).toBe(form));

  it('of a street keeps its digits', () => {
    expect(streetForm('Straße des 17. Juni')).toBe('STRASSEDES17JUNI');
  });
});
