import { successorOfAgs } from './area-history.ts';
import { searchForm, streetForm } from './search-form.ts';

/** The parts of an address beside its municipality; a house number has three. */
export interface SearchedAddress {
  readonly street?: string | null | undefined;
  readonly houseNumber?: string | null | undefined;
  readonly houseNumberLetter?: string | null | undefined;
  readonly houseNumberPart?: string | null | undefined;
}

/** Whom a search is for (BMG §38(1)): one person by name in one municipality, at an address, or born on a day, or both. */
export interface SearchedPerson {
  readonly familyName: string;
  /** One at least, in any order, separated by blanks. */
  readonly givenNames: string;
  /** AGS of today. */
  readonly municipality: string;
  readonly address?: SearchedAddress | undefined;
  /** Partial date. */
  readonly birthDate?: string | undefined;
}

/** What a register knows of a person that a search may name. */
export interface RecordedPerson {
  /** Each by itself names the person: the family name, and further or earlier ones. */
  readonly familyNames: readonly string[];
  readonly givenNames: string;
  /** Partial date. */
  readonly birthDate: string;
  readonly addresses: readonly (SearchedAddress & { readonly ags: string })[];
}

/**
 * One way to find a person. The search has the same `key`, and all of its `terms` are among these. Neither holds a blank.
 */
export interface SearchEntry {
  readonly key: string;
  readonly terms: readonly string[];
}

/** A search in the form of an entry. Absent where a name, or both address and birth date, are not given (annex no. 4). */
export function searchOf(person: SearchedPerson): SearchEntry | undefined {
  const { familyName, givenNames, municipality, address, birthDate } = person;
  const [family, given] = [searchForm(familyName), givenTerms(givenNames)];
  if (family === '' || given.length === 0) return undefined;
  const born = birthDate === undefined ? [] : [bornTerm(birthDate)];
  if (address !== undefined) {
    const number = numberTerms(address);
    if (streetOf(address) === '' && number.length === 0) return undefined;
    return { key: atAddress(municipality, family, address), terms: [...given, ...number, ...born] };
  }
  return birthDate === undefined ? undefined : { key: bornOn(municipality, family, birthDate), terms: given };
}

/** The search as one text, which names the subject of a permit: its key and then its terms, separated by blanks. */
export const searchText = ({ key, terms }: SearchEntry): string => [key, ...terms].join(' ');

/** Every way to find a person: by each name at each address, and by each name and birth date in each municipality. */
export function searchEntries(person: RecordedPerson): readonly SearchEntry[] {
  const families = distinct(person.familyNames.map(searchForm)).filter((family) => family !== '');
  const given = givenTerms(person.givenNames);
  const born = bornTerm(person.birthDate);
  const homes = person.addresses.map((address) => ({ address, ags: keyOfToday(address.ags) }));
  return families.flatMap((family) => [
    ...homes.map(({ address, ags }) => ({
      key: atAddress(ags, family, address),
      terms: [...given, ...numberTerms(address), born],
    })),
    ...distinct(homes.map(({ ags }) => ags)).map((ags) => ({
      key: bornOn(ags, family, person.birthDate),
      terms: given,
    })),
  ]);
}

const atAddress = (ags: string, family: string, address: SearchedAddress): string =>
  `at;${ags};${family};${streetOf(address)}`;
const bornOn = (ags: string, family: string, birthDate: string): string =>
  `born;${ags};${family};${birthDate}`;

const streetOf = ({ street }: SearchedAddress): string => streetForm(street ?? '');

/** Names are split at blanks only: `Karl-Heinz` is one name, `Karl Heinz` are two (annex no. 4). */
const givenTerms = (names: string): readonly string[] =>
  distinct(names.split(/\s+/).map(searchForm))
    .filter((name) => name !== '')
    .map((name) => `given:${name}`);

/** A part that the search does not name matches any (annex no. 5). */
const numberTerms = (address: SearchedAddress): readonly string[] =>
  (
    [
      ['number', address.houseNumber],
      ['letter', address.houseNumberLetter],
      ['part', address.houseNumberPart],
    ] as const
  ).flatMap(([name, part]) => {
    const written = (part ?? '').replace(/\s+/g, '').toUpperCase();
    return written === '' ? [] : [`${name}:${written}`];
  });

/** Exact, also in the parts that are unknown (annex no. 6). */
const bornTerm = (birthDate: string): string => `born:${birthDate}`;

/** Searches name a municipality by the key of today, a former address has the key of its time. */
const keyOfToday = (ags: string): string => successorOfAgs(ags) ?? ags;

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
