import type { PersonMarks, RepresentationVerdict } from '#libs/contracts';
import { isWholeDay, personMark } from '#libs/identifiers';
import type { Resident } from './resident.entity.ts';

/** What is read of a record to tell who somebody is, or who represents them. */
export const representationProperties = [
  'familyName',
  'givenNames',
  'callName',
  'birthDate',
  'spouse',
  'minorChildren',
  'legalRepresentatives',
  'informationLockedUntil',
  'conditionalLock',
  'feedbackFrom',
  'deathDate',
] as const satisfies readonly (keyof Resident)[];

export type RepresentationRecord = Pick<Resident, (typeof representationProperties)[number]>;

const AGE = 18;

/** The age is reached with the beginning of the birthday (BGB §§2, 187(2)); of a partial date nobody can say. */
export function isMinor(birthDate: string, today: string): boolean | undefined {
  if (!isWholeDay(birthDate)) return undefined;
  return today < `${Number(birthDate.slice(0, 4)) + AGE}${birthDate.slice(4)}`;
}

/** What another authority's record is compared with. Nothing of who has died. */
export function marksOf(key: string, found: RepresentationRecord, today: string): PersonMarks | undefined {
  if (found.deathDate !== null) return undefined;
  const { callName, minorChildren, spouse } = found;
  const called = callName === null ? [] : [{ ...named(found), givenNames: callName }];
  const living = minorChildren.filter(({ deathDate }) => !deathDate);
  return {
    self: [named(found), ...called].flatMap((each) => personMark(key, each) ?? []),
    children: living.flatMap((each) => personMark(key, each) ?? []),
    locked: isLocked(found, today) || [spouse, ...minorChildren].some((each) => Boolean(each?.lock)),
  };
}

/**
 * A parent represents a minor where both records say so: the child's names the parent, the parent's names the child. Where one
 * does not, or the age is not certain, nobody but the office can say.
 */
export function judgeParent(
  key: string,
  child: RepresentationRecord,
  by: PersonMarks,
  today: string,
): RepresentationVerdict {
  const minor = isMinor(child.birthDate, today);
  if (child.deathDate !== null || minor === false) return refused;
  const representatives = child.legalRepresentatives.filter(({ deathDate }) => !deathDate);
  // By all given names alone: nobody is told apart from a namesake by a call name.
  const [parent] = by.self;
  const namesParent = representatives.some((each) => isSame(personMark(key, each), parent));
  const namesChild = by.children.some((each) => isSame(personMark(key, named(child)), each));
  if (!namesParent && !namesChild) return refused;
  if (!namesParent || !namesChild || minor === undefined) return { answer: 'DOUBT', open: false };
  const locked = isLocked(child, today) || by.locked || representatives.some(({ lock }) => Boolean(lock));
  return { answer: 'ALONE', open: !locked };
}

export const refused: RepresentationVerdict = { answer: 'NO', open: false };

const named = ({ familyName, givenNames, birthDate }: RepresentationRecord) => ({
  familyName,
  givenNames,
  birthDate,
});

const isSame = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && one === other;

/** Also while the feedback of the former authority is awaited, which may bring one (BMG §33). */
const isLocked = (
  { informationLockedUntil, conditionalLock, feedbackFrom }: RepresentationRecord,
  today: string,
): boolean => (informationLockedUntil ?? '') >= today || conditionalLock || feedbackFrom !== null;
