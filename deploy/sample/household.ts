import { addYears, isAged, type DayNumber } from './days.ts';
import type { Origin } from './origins.ts';
import { aFamilyName, aGender, anOrigin, aPerson, birthAtAge, type Person } from './person.ts';
import type { Random } from './random.ts';
import type { Gender, PostalAddress, ResidentRecord } from './sample-record.ts';

/** People who live together: one or two adults and their children. */
export interface Household {
  readonly address: PostalAddress;
  readonly adults: readonly Person[];
  /** Youngest first; some have come of age and still live at home. */
  readonly children: readonly Person[];
  /** Status of the adults; a couple that is VH is married to each other. */
  readonly maritalStatus: readonly ResidentRecord['maritalStatus'][];
  readonly movedIn: DayNumber;
}

export interface HouseholdOptions {
  readonly random: Random;
  readonly address: PostalAddress;
  readonly referenceDay: DayNumber;
  /** Most people the household may have, at least 1. */
  readonly room: number;
  readonly nextIdnr: () => string;
}

interface Plan {
  readonly weight: number;
  readonly adults: 1 | 2;
  readonly children: boolean;
  readonly ages: readonly [number, number];
}

/** Shares as in the microcensus, roughly; children live with parents of 24 to 52. */
const plans: readonly Plan[] = [
  { weight: 41, adults: 1, children: false, ages: [19, 94] },
  { weight: 30, adults: 2, children: false, ages: [22, 88] },
  { weight: 22, adults: 2, children: true, ages: [24, 52] },
  { weight: 7, adults: 1, children: true, ages: [24, 52] },
];

const MOST_CHILDREN = 3;
/** Youngest age of a parent at a birth, in this sample. */
const PARENT_AGE = 20;

export function aHousehold(options: HouseholdOptions): Household {
  const { random, address, referenceDay, room } = options;
  const possible = plans.filter(({ adults, children }) => adults + (children ? 1 : 0) <= room);
  const plan = random.weighted(possible);
  const age = random.int(...plan.ages);
  const ages = plan.adults === 1 ? [age] : [age, Math.max(plan.ages[0], age + random.int(-5, 4))];
  const married = plan.adults === 2 && random.chance(age < 30 ? 0.4 : 0.85);
  const adults = adultsOf(options, ages, married);
  const childCount = plan.children ? Math.min(random.int(1, MOST_CHILDREN), room - plan.adults) : 0;
  return {
    address,
    adults,
    children: childrenOf(options, adults, Math.min(...ages), childCount),
    maritalStatus: ages.map((each) => (married ? 'VH' : singleStatus(random, each))),
    movedIn: movedInOf(random, adults, referenceDay),
  };
}

function adultsOf(
  { random, referenceDay, nextIdnr }: HouseholdOptions,
  ages: readonly number[],
  married: boolean,
): Person[] {
  const origin = anOrigin(random);
  const origins = [origin, random.chance(0.85) ? origin : anOrigin(random)];
  const genders = gendersOf(random, ages.length);
  const birthNames = origins.map((each) => aFamilyName(random, each));
  const shared = married && random.chance(0.8) ? random.pick(birthNames) : undefined;
  return ages.map((age, index) => {
    const birthName = birthNames[index] as string;
    return aPerson(random, {
      idnr: nextIdnr(),
      gender: genders[index] as Gender,
      origin: origins[index] as Origin,
      familyName: shared ?? birthName,
      birthName,
      birth: birthAtAge(random, age, referenceDay),
    });
  });
}

function gendersOf(random: Random, count: number): readonly Gender[] {
  const first = aGender(random);
  if (count === 1) return [first];
  if (first !== 'm' && first !== 'w') return [first, aGender(random)];
  if (random.chance(0.03)) return [first, first];
  return [first, first === 'm' ? 'w' : 'm'];
}

/** Children of the adults, two to four years apart. They bear the first parent's name and were born in their home town. */
function childrenOf(
  { random, address, referenceDay, nextIdnr }: HouseholdOptions,
  parents: readonly Person[],
  youngerParentAge: number,
  count: number,
): readonly Person[] {
  const children: Person[] = [];
  let age = random.int(0, Math.min(17, youngerParentAge - PARENT_AGE));
  while (children.length < count && age <= Math.min(22, youngerParentAge - PARENT_AGE)) {
    const [parent] = parents as [Person, ...Person[]];
    children.push(
      aPerson(random, {
        idnr: nextIdnr(),
        gender: aGender(random),
        origin: parent.origin,
        familyName: parent.familyName,
        birth: birthAtAge(random, age, referenceDay),
        homePlace: address.place,
        nationalities: [...new Set(parents.flatMap(({ nationalities }) => nationalities))].toSorted(),
      }),
    );
    age += random.int(2, 4);
  }
  return children;
}

function singleStatus(random: Random, age: number): ResidentRecord['maritalStatus'] {
  if (age < 28) return 'LD';
  if (age > 65 && random.chance(0.5)) return 'VW';
  return random.chance(0.35) ? 'GS' : 'LD';
}

/** A day in the last fifteen years on which all adults were of age. */
function movedInOf(random: Random, adults: readonly Person[], referenceDay: DayNumber): DayNumber {
  const ofAge = Math.max(...adults.map(({ birth }) => addYears(birth, 18)));
  return random.int(Math.max(ofAge, addYears(referenceDay, -15)), referenceDay - 14);
}

export const isMinor = ({ birth }: Person, on: DayNumber): boolean => !isAged(birth, 18, on);
