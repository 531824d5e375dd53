import type { ProblemDetailItem } from '#libs/contracts';
import { aheadOf, notBefore } from '#libs/register-kit';
import type { HolderDto } from './holder.dto.ts';
import type { InsuranceDto } from './insurance.dto.ts';
import type { RegisterVehicleDto } from './register-vehicle.dto.ts';

/** Before that day vehicles had numbers of their makers' own forms; since then one that is too short is a slip. */
const ISO_3779_SINCE = '1982-01-01';
/** FZV §79(9): the rules of the E for electric vehicles end with that day. */
const LAST_DAY_OF_E = '2026-12-31';

/** What cannot have happened, or not in this order. @param today local day, `YYYY-MM-DD` */
export function impossibleDays(body: RegisterVehicleDto, today: string): readonly ProblemDetailItem[] {
  const { transmissionLock: lock, firstRegisteredOn, registeredOn } = body;
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
    ...notBefore(lock?.since, { pointer: '/transmissionLock/until', day: lock?.until }, ENDS_EARLY),
    ...(body.vin.length < 17 && firstRegisteredOn >= ISO_3779_SINCE
      ? [invalid('/vin', 'A vehicle first registered since 1982 has a number of 17 characters (ISO 3779).')]
      : []),
    ...(body.plate.endsWith('E') && body.plateAssignedOn > LAST_DAY_OF_E
      ? [invalid('/plateAssignedOn', 'No plate gets an E after 31 December 2026 (FZV §79(9)).')]
      : []),
  ];
}

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

const ENDS_EARLY = 'The last day lies before the first. Check both.';

const invalid = (pointer: string, detail: string): ProblemDetailItem => ({
  pointer,
  code: 'request-invalid',
  detail,
});
