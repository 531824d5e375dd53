import { readFileSync } from 'node:fs';
import { colognePhonetics, hasNameParts, liesWithin } from './free-search.ts';
import { type SearchedAddress, type SearchedPerson, searchEntries, searchOf } from './person-search.ts';
import { searchForm, streetForm } from './search-form.ts';

interface HouseNumber {
  readonly number?: string;
  readonly letter?: string;
  readonly part?: string;
}

type Vector =
  | {
      readonly rule: 'characters' | 'street' | 'colognePhonetics';
      readonly input: string;
      readonly expected: string;
    }
  | {
      readonly rule: 'familyNameExact' | 'familyNameFreeSearch' | 'givenNames' | 'birthDateExact';
      readonly stored: string;
      readonly query: string;
      readonly match: boolean;
    }
  | {
      readonly rule: 'birthDateRange';
      readonly stored: string;
      readonly from: string;
      readonly to: string;
      readonly match: boolean;
    }
  | {
      readonly rule: 'houseNumber';
      readonly stored: HouseNumber;
      readonly query: HouseNumber;
      readonly match: boolean;
    };

const vectors = JSON.parse(
  readFileSync(new URL('../data/search-normalisation-vectors.json', import.meta.url), 'utf8'),
) as readonly Vector[];

const hannover = '03241001';
const erika: SearchedPerson = {
  familyName: 'Muster',
  givenNames: 'Erika',
  municipality: hannover,
  birthDate: '1980-05-17',
};

/** Whether a search finds a record, each otherwise as that of Erika Muster: what the register's statement does in SQL. */
function finds(stored: Partial<SearchedPerson>, query: Partial<SearchedPerson>): boolean {
  const { familyName, givenNames, birthDate, address } = { ...erika, ...stored };
  const entries = searchEntries({
    familyNames: [familyName],
    givenNames,
    birthDate: birthDate ?? '',
    addresses: [{ ags: hannover, ...address }],
  });
  const asked = searchOf({ ...erika, ...query });
  return entries.some(
    ({ key, terms }) => key === asked?.key && asked.terms.every((term) => terms.includes(term)),
  );
}

const inWeg = ({ number, letter, part }: HouseNumber): { readonly address: SearchedAddress } => ({
  address: { street: 'Weg', houseNumber: number, houseNumberLetter: letter, houseNumberPart: part },
});

function outcome(vector: Vector): string | boolean {
  switch (vector.rule) {
    case 'characters':
      return searchForm(vector.input);
    case 'street':
      return streetForm(vector.input);
    case 'colognePhonetics':
      return colognePhonetics(vector.input);
    case 'familyNameExact':
      return finds({ familyName: vector.stored }, { familyName: vector.query });
    case 'givenNames':
      return finds({ givenNames: vector.stored }, { givenNames: vector.query });
    case 'birthDateExact':
      return finds({ birthDate: vector.stored }, { birthDate: vector.query });
    case 'houseNumber':
      return finds(inWeg(vector.stored), inWeg(vector.query));
    case 'familyNameFreeSearch':
      return hasNameParts(vector.stored, vector.query);
    case 'birthDateRange':
      return liesWithin(vector.stored, vector.from, vector.to);
  }
}

describe('published vectors of the search', () => {
  it('are there', () => expect(vectors.length).toBeGreaterThanOrEqual(70));

  it.each(vectors.map((vector, index) => [index, vector.rule, vector] as const))('%i %s', (_, __, vector) => {
    expect(outcome(vector)).toBe('expected' in vector ? vector.expected : vector.match);
  });
});
