import type { ProblemDetailItem } from '#libs/contracts';
import { termEnd } from '#libs/identifiers';
import { refuseFaults, type Values } from '#libs/register-kit';
import type { RegisterResidentDto } from './register-resident.dto.ts';
import { impossibleDays } from './resident-days.rules.ts';
import { type Address, currentHome, type Lock } from './resident-parts.ts';
import type { Resident } from './resident.entity.ts';
import { awaitedFrom, withinOneMunicipality } from './former-home.rules.ts';
import { isCallNameOf } from './resident.rules.ts';

/** BMG §51(4): limited to two years, neither more nor less; longer by another decision. */
const INFORMATION_LOCK_YEARS = 2;
const NOT_TWO_YEARS =
  'The last day of an information lock is the same day two years after its first (BMG §51(4)).';

/**
 * The record's values of a registration. @throws RequestInvalid where members contradict each other
 * @param today local day, `YYYY-MM-DD`
 */
export function residentOf(body: RegisterResidentDto, today: string): Values<Resident> {
  const { ground: _ground, effectiveOn: _effectiveOn, ...given } = body;
  const locks = given.locks ?? [];
  refuseFaults([...contradictions(body), ...impossibleDays(body, today)]);
  return {
    ...given,
    marriedName: given.marriedName ?? null,
    partnershipName: given.partnershipName ?? null,
    birthName: given.birthName ?? null,
    formerFamilyNames: given.formerFamilyNames ?? [],
    callName: given.callName ?? null,
    formerGivenNames: given.formerGivenNames ?? [],
    nameChange: given.nameChange ?? null,
    doctoralDegree: given.doctoralDegree ?? null,
    religiousName: given.religiousName ?? null,
    artistName: given.artistName ?? null,
    birthPlace: given.birthPlace ?? null,
    birthCountry: given.birthCountry ?? null,
    nationalities: given.nationalities ?? [],
    formerHome: given.formerHome ?? null,
    arrivedFromCountry: given.arrivedFromCountry ?? null,
    abroadAddress: given.abroadAddress ?? null,
    maritalStatus: given.maritalStatus ?? null,
    maritalStatusSince: given.maritalStatusSince ?? null,
    maritalStatusEndedOn: given.maritalStatusEndedOn ?? null,
    marriagePlace: given.marriagePlace ?? null,
    spouse: given.spouse ?? null,
    minorChildren: given.minorChildren ?? [],
    legalRepresentatives: given.legalRepresentatives ?? [],
    identityDocuments: given.identityDocuments ?? [],
    ...lockValues(locks),
    feedbackFrom: given.formerHome ? awaitedFrom(given.formerHome) : null,
    closedOn: null,
    movedTo: null,
    deathDate: null,
    deathPlace: null,
    deathCountry: null,
  };
}

/** The locks and the columns that follow from them; whoever changes locks writes all four. */
export function lockValues(
  locks: readonly Lock[],
): Pick<Resident, 'locks' | 'informationLockedUntil' | 'conditionalLock' | 'formerNamesSealed'> {
  const ends = locks.filter((lock) => lock.kind === 'INFORMATION').map((lock) => lock.until ?? '9999-12-31');
  return {
    locks,
    informationLockedUntil: ends.toSorted().at(-1) ?? null,
    // These two hold until an act lifts them, whatever their date: a marker too many harms nobody.
    conditionalLock: locks.some((lock) => lock.kind === 'CONDITIONAL'),
    formerNamesSealed: locks.some((lock) => lock.kind === 'CIVIL_STATUS'),
  };
}

function contradictions({
  addresses,
  locks,
  callName,
  givenNames,
  formerHome,
}: RegisterResidentDto): readonly ProblemDetailItem[] {
  return [
    ...(hasOneHome(addresses)
      ? []
      : [fault('/addresses', 'There must be exactly one current MAIN or SOLE home.')]),
    ...withinOneMunicipality(currentHome(addresses)?.ags, formerHome),
    ...(isCallNameOf(callName, givenNames)
      ? []
      : [fault('/callName', 'The call name must be one of the given names.')]),
    ...(locks ?? []).flatMap((lock, index) =>
      lock.kind === 'INFORMATION' && lock.until !== termEnd(lock.since, INFORMATION_LOCK_YEARS)
        ? [fault(`/locks/${index}/until`, NOT_TWO_YEARS)]
        : [],
    ),
  ];
}

function hasOneHome(addresses: readonly Address[]): boolean {
  const current = addresses.filter((address) => !address.movedOutOn);
  const homes = current.filter((address) => address.residenceType !== 'SECONDARY');
  return homes.length === 1 && (currentHome(addresses)?.residenceType === 'MAIN' || current.length === 1);
}

const fault = (pointer: string, detail: string): ProblemDetailItem => ({
  pointer,
  code: 'request-invalid',
  detail,
});
