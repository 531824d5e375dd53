import { addYears, type DayNumber, yearOf } from './days.ts';
import { german, origins, type Origin } from './origins.ts';
import type { Random } from './random.ts';
import type { Gender } from './sample-record.ts';

/** A person before the person becomes a record. */
export interface Person {
  readonly idnr: string;
  readonly origin: Origin;
  readonly gender: Gender;
  readonly familyName: string;
  readonly birthName?: string;
  readonly givenNames: string;
  readonly callName: string;
  readonly doctoralDegree?: string;
  readonly birth: DayNumber;
  readonly birthPlace: string;
  readonly birthCountry: string;
  readonly nationalities: readonly string[];
}

const GERMANY = '000';
/** People born before have the given names of the older generation. */
const YOUNGER_SINCE = 1970;

export const anOrigin = (random: Random): Origin => random.weighted(origins);
export const aFamilyName = (random: Random, origin: Origin): string => random.pick(origin.familyNames);
export const aGender = (random: Random): Gender => random.weighted(genders).gender;

const genders: readonly { readonly weight: number; readonly gender: Gender }[] = [
  { weight: 495, gender: 'm' },
  { weight: 502, gender: 'w' },
  { weight: 2, gender: 'd' },
  { weight: 1, gender: 'x' },
];

/** Birth of a person who is that old, in full years, on the day. */
export const birthAtAge = (random: Random, age: number, on: DayNumber): DayNumber =>
  addYears(on, -age) - random.int(1, 364);

export interface Outline {
  readonly idnr: string;
  readonly gender: Gender;
  readonly origin: Origin;
  readonly familyName: string;
  readonly birthName?: string;
  readonly birth: DayNumber;
  /** Where a child was born; others were born in a place of their origin. */
  readonly homePlace?: string;
  /** Nationalities of a child's parents. */
  readonly nationalities?: readonly string[];
}

export function aPerson(random: Random, outline: Outline): Person {
  const { idnr, gender, familyName, birthName, birth } = outline;
  const abroad = !outline.homePlace && outline.origin !== german && random.chance(0.7);
  const { givenNames, callName } = givenNamesFor(random, outline.origin, gender, birth);
  return {
    idnr,
    origin: outline.origin,
    gender,
    familyName,
    ...(birthName && birthName !== familyName ? { birthName } : {}),
    givenNames,
    callName,
    ...(!outline.homePlace && random.chance(0.015) ? { doctoralDegree: 'Dr.' } : {}),
    birth,
    birthPlace: outline.homePlace ?? random.pick((abroad ? outline.origin : german).birthPlaces),
    birthCountry: abroad ? outline.origin.state : GERMANY,
    nationalities: outline.nationalities ?? nationalitiesOf(random, outline.origin),
  };
}

function givenNamesFor(
  random: Random,
  origin: Origin,
  gender: Gender,
  birth: DayNumber,
): { readonly givenNames: string; readonly callName: string } {
  const male = gender === 'm' || (gender !== 'w' && random.chance(0.5));
  const older = yearOf(birth) < YOUNGER_SINCE;
  const names = male
    ? ((older ? origin.olderMale : undefined) ?? origin.male)
    : ((older ? origin.olderFemale : undefined) ?? origin.female);
  const first = random.pick(names);
  const second = random.pick(names);
  if (first === second || !random.chance(0.3)) return { givenNames: first, callName: first };
  return { givenNames: `${first} ${second}`, callName: random.chance(0.8) ? first : second };
}

function nationalitiesOf(random: Random, origin: Origin): readonly string[] {
  if (origin === german || random.chance(0.3)) return [GERMANY];
  return random.chance(0.2) ? [GERMANY, origin.state] : [origin.state];
}
