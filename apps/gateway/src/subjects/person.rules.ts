import type { ProblemDetailItem } from '#libs/contracts';
import {
  normaliseAgs,
  parseAgs,
  type Parsed,
  parsePartialDate,
  parseWritten,
  problemCodeOf,
  type SearchedAddress,
  type SearchedPerson,
  searchOf,
  searchText,
  type Writing,
} from '#libs/identifiers';
import { RequestInvalid } from '#libs/service-kit';

const at = '/subject/person';

/**
 * Reads whom a search is for (BMG §38(1)) into the one text that names the subject. All that is given counts. Throws
 * RequestInvalid, naming each member at fault and no value.
 */
export function readPerson(given: SearchedPerson): string {
  const person = { ...given, municipality: normaliseAgs(given.municipality) };
  const faults = [
    ...written('familyName', person.familyName, 'PERSON_NAME'),
    ...written('givenNames', person.givenNames, 'PERSON_NAME'),
    ...faultOf('municipality', parseAgs(person.municipality), 'identifier'),
    ...(person.address ? addressFaults(person.address) : []),
    ...(person.birthDate === undefined ? [] : faultOf('birthDate', parsePartialDate(person.birthDate))),
    ...(person.address === undefined && person.birthDate === undefined ? [placeMissing] : []),
  ];
  if (isSome(faults)) throw new RequestInvalid(faults);
  const search = searchOf(person);
  if (search === undefined) throw new RequestInvalid([nobodyNamed]);
  return searchText(search);
}

const addressFaults = (address: SearchedAddress): readonly ProblemDetailItem[] => [
  ...written('address/street', address.street, 'NAME'),
  ...written('address/houseNumber', address.houseNumber, 'TEXT'),
  ...written('address/houseNumberLetter', address.houseNumberLetter, 'TEXT'),
  ...written('address/houseNumberPart', address.houseNumberPart, 'TEXT'),
];

/** Names stand for themselves: a wildcard is no letter of DIN 91379. */
const written = (
  member: string,
  text: string | null | undefined,
  writing: Writing,
): readonly ProblemDetailItem[] =>
  typeof text === 'string'
    ? faultOf(member, parseWritten(text.normalize('NFC').trim(), writing, { maxLength: LONGEST }))
    : [];

/** The request's own patterns are narrower. */
const LONGEST = 200;

function faultOf(member: string, parsed: Parsed<unknown>, kind?: 'identifier'): readonly ProblemDetailItem[] {
  if (parsed.ok) return [];
  const code = kind === 'identifier' ? problemCodeOf(parsed.code) : 'request-invalid';
  return [{ pointer: `${at}/${member}`, code, detail: parsed.explanation }];
}

const isSome = <T>(items: readonly T[]): items is readonly [T, ...T[]] => items.length > 0;

const placeMissing: ProblemDetailItem = {
  pointer: at,
  code: 'member-missing',
  detail: 'Name beside the municipality an address there, or the birth date (BMG §38(1)).',
};
const nobodyNamed: ProblemDetailItem = {
  pointer: at,
  code: 'request-invalid',
  detail:
    'A search needs letters in the family name and the given names, and a street or house number in the address.',
};
