import type { ProblemDetailItem } from '#libs/contracts';
import { aheadOf, type Dated, notBefore } from '#libs/register-kit';
import type { RegisterResidentDto } from './register-resident.dto.ts';
import type { RelatedPerson } from './resident-parts.ts';

/** What cannot have happened, or not in this order. @param today local day, `YYYY-MM-DD` */
export function impossibleDays(body: RegisterResidentDto, today: string): readonly ProblemDetailItem[] {
  const birth = { pointer: '/birthDate', day: body.birthDate };
  return [
    ...aheadOf(today, happened(body)),
    ...notBefore(birth.day, { pointer: '/birthDate', day: body.effectiveOn }, BORN_LATER),
    ...addresses(body),
    ...maritalStatus(body),
    ...relatives(body).flatMap(([pointer, { birthDate, deathDate }]) =>
      notBefore(birthDate, { pointer: `${pointer}/deathDate`, day: deathDate }, DIED_BEFORE_BIRTH),
    ),
    ...(body.identityDocuments ?? []).flatMap(({ issuedOn, validUntil }, index) =>
      notBefore(issuedOn, { pointer: `/identityDocuments/${index}/validUntil`, day: validUntil }, ENDS_EARLY),
    ),
    ...(body.locks ?? []).flatMap(({ since, until }, index) =>
      notBefore(since, { pointer: `/locks/${index}/until`, day: until }, ENDS_EARLY),
    ),
  ];
}

const BORN_LATER = 'The birth lies after the day from which the registration holds.';
const DIED_BEFORE_BIRTH = 'The date of death lies before the date of birth. Check both.';
const ENDS_EARLY = 'The last day lies before the first. Check both.';
const LEFT_EARLY = 'The day of moving out lies before the day of moving in. Check both.';
const CAME_EARLY = 'The day of moving in lies before the date of birth. Check both.';
const ENDED_EARLY = 'The marital status ended before it began. Check both days.';
const MARRIED_EARLY = 'The marital status began before the date of birth. Check both days.';

function addresses({ addresses: given, birthDate }: RegisterResidentDto): readonly ProblemDetailItem[] {
  return given.flatMap(({ movedInOn, movedOutOn }, index) => [
    ...notBefore(birthDate, { pointer: `/addresses/${index}/movedInOn`, day: movedInOn }, CAME_EARLY),
    ...notBefore(movedInOn, { pointer: `/addresses/${index}/movedOutOn`, day: movedOutOn }, LEFT_EARLY),
  ]);
}

const maritalStatus = (body: RegisterResidentDto): readonly ProblemDetailItem[] => [
  ...notBefore(
    body.birthDate,
    { pointer: '/maritalStatusSince', day: body.maritalStatusSince },
    MARRIED_EARLY,
  ),
  ...notBefore(
    body.maritalStatusSince,
    { pointer: '/maritalStatusEndedOn', day: body.maritalStatusEndedOn },
    ENDED_EARLY,
  ),
];

function happened(body: RegisterResidentDto): readonly Dated[] {
  return [
    { pointer: '/birthDate', day: body.birthDate },
    { pointer: '/maritalStatusSince', day: body.maritalStatusSince },
    { pointer: '/maritalStatusEndedOn', day: body.maritalStatusEndedOn },
    { pointer: '/nameChange/effectiveDate', day: body.nameChange?.effectiveDate },
    ...body.addresses.flatMap((address, index) =>
      (['residenceTypeSince', 'movedInOn', 'movedOutOn'] as const).map((member) => ({
        pointer: `/addresses/${index}/${member}`,
        day: address[member],
      })),
    ),
    ...relatives(body).flatMap(([pointer, { birthDate, deathDate }]) => [
      { pointer: `${pointer}/birthDate`, day: birthDate },
      { pointer: `${pointer}/deathDate`, day: deathDate },
    ]),
    ...(body.identityDocuments ?? []).map(({ issuedOn }, index) => ({
      pointer: `/identityDocuments/${index}/issuedOn`,
      day: issuedOn,
    })),
  ];
}

function relatives(body: RegisterResidentDto): readonly (readonly [string, RelatedPerson])[] {
  const listed = (member: 'minorChildren' | 'legalRepresentatives') =>
    (body[member] ?? []).map((person, index) => [`/${member}/${index}`, person] as const);
  return [
    ...(body.spouse ? [['/spouse', body.spouse] as const] : []),
    ...listed('minorChildren'),
    ...listed('legalRepresentatives'),
  ];
}
