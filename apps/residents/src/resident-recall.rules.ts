import type { Values } from '#libs/register-kit';
import type { RelatedPerson } from './resident-parts.ts';
import type { Resident } from './resident.entity.ts';

const names = [
  'familyName',
  'marriedName',
  'partnershipName',
  'birthName',
  'givenNames',
  'callName',
  'gender',
] as const;

/**
 * What was told earlier, under the seals of today. Whoever was given another name by adoption or self-determination is not
 * told the one of before (BGB §1758, SBGG §13). A related person is told whom the record still names and who has no lock
 * today: nobody knows that of others (BMG §34a(5)). Of a record that is closed here nobody is: their locks are told elsewhere. Pure.
 */
export function recalledUnderSeals(
  then: Values<Resident>,
  today: Values<Resident>,
  elsewhere: boolean,
): Values<Resident> {
  const stillTold = (person: RelatedPerson | null, now: readonly (RelatedPerson | null)[]): boolean =>
    !elsewhere &&
    person !== null &&
    now.some((each) => each !== null && isSame(each, person) && each.lock !== 'INFORMATION');
  return {
    ...then,
    ...(today.formerNamesSealed &&
      Object.fromEntries(names.map((name) => [name, then[name] === today[name] ? then[name] : null]))),
    formerNamesSealed: then.formerNamesSealed || today.formerNamesSealed,
    spouse: stillTold(then.spouse, [today.spouse]) ? then.spouse : null,
    minorChildren: then.minorChildren.filter((each) => stillTold(each, today.minorChildren)),
    legalRepresentatives: then.legalRepresentatives.filter((each) =>
      stillTold(each, today.legalRepresentatives),
    ),
  };
}

const isSame = (one: RelatedPerson, other: RelatedPerson): boolean =>
  one.givenNames === other.givenNames && (one.birthDate ?? null) === (other.birthDate ?? null);
