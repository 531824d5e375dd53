import type { ProblemDetailItem } from '#libs/contracts';
import { termEnd } from '#libs/identifiers';
import { aheadOf, notBefore } from '#libs/register-kit';
import type { HolderDto } from './holder.dto.ts';
import type { InsuranceDto } from './insurance.dto.ts';
import type { RegisterVehicleDto } from './register-vehicle.dto.ts';
import type { TransmissionLock } from './vehicle-parts.ts';

/** Before that day vehicles had numbers of their makers' own forms; since then one that is too short is a slip. */
const ISO_3779_SINCE = '1982-01-01';
/** FZV §79(9): the rules of the E for electric vehicles end with that day. */
const LAST_DAY_OF_E = '2026-12-31';

/** What cannot have happened, or not in this order. @param today local day, `YYYY-MM-DD` */
export function impossibleDays(body: RegisterVehicleDto, today: string): readonly ProblemDetailItem[] {
  const { firstRegisteredOn, registeredOn } = body;
  return [
    ...aheadOf(
      today,
      (['firstRegisteredOn', 'registeredOn', 'plateAssignedOn'] as const).map((member) => ({
        pointer: `/${member}`,
        day: body[member],
      })),
    ),
    ...notBefore(
      firstRegisteredOn,
      { pointer: '/registeredOn', day: registeredOn },
      'The registration lies before the first registration.',
    ),
    ...holderDays(body.holder, today),
    ...insuranceDays(body.insurance, today),
    ...lockDays(body.transmissionLock),
    ...(body.vin.length < 17 && firstRegisteredOn >= ISO_3779_SINCE
      ? [invalid('/vin', 'A vehicle first registered since 1982 has a number of 17 characters (ISO 3779).')]
      : []),
    ...assignmentDays(body.plate, body.plateAssignedOn),
  ];
}

function lockDays(lock: TransmissionLock | null | undefined): readonly ProblemDetailItem[] {
  const until = lock?.until;
  if (!lock || !until) return [];
  if (until < lock.since) return [invalid(LOCK_END, ENDS_EARLY)];
  // StVG §41(2), of a lock on application that is limited at all.
  const tooShort = lock.ground === 'APPLICATION' && until < termEnd(lock.since, 2);
  return tooShort ? [invalid(LOCK_END, 'A lock on application lasts two years at least (StVG §41(2)).')] : [];
}

/** @param on day on which the plate is assigned */
export const assignmentDays = (plate: string, on: string): readonly ProblemDetailItem[] =>
  plate.endsWith('E') && on > LAST_DAY_OF_E
    ? [invalid('/plateAssignedOn', 'No plate gets an E after 31 December 2026 (FZV §79(9)).')]
    : [];

/** Days of a holder, in a registration or a transfer. */
export const holderDays = ({ birthDate }: HolderDto, today: string): readonly ProblemDetailItem[] =>
  aheadOf(today, [{ pointer: '/holder/birthDate', day: birthDate }]);

export const insuranceDays = (
  insurance: InsuranceDto | null | undefined,
  today: string,
): readonly ProblemDetailItem[] => [
  ...aheadOf(today, [{ pointer: '/insurance/lapseReportedOn', day: insurance?.lapseReportedOn }]),
  ...notBefore(insurance?.startsOn, { pointer: '/insurance/endedOn', day: insurance?.endedOn }, ENDS_EARLY),
];

const LOCK_END = '/transmissionLock/until';
const ENDS_EARLY = 'The last day lies before the first. Check both.';

const invalid = (pointer: string, detail: string): ProblemDetailItem => ({
  pointer,
  code: 'request-invalid',
  detail,
});
