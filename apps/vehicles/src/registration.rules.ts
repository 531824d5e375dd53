import type { ProblemDetailItem } from '#libs/contracts';
import { refuseFaults, type Values } from '#libs/register-kit';
import { RequestInvalid } from '#libs/service-kit';
import type { HolderDto } from './holder.dto.ts';
import { plateMisfits } from './plate-kind.rules.ts';
import type { RegisterVehicleDto } from './register-vehicle.dto.ts';
import { impossibleDays } from './vehicle-days.rules.ts';
import type { Holder } from './vehicle-parts.ts';
import type { Vehicle } from './vehicle.entity.ts';

const optional = [
  'season',
  'bodyType',
  'tradeName',
  'typeVariantVersion',
  'hsn',
  'tsn',
  'fuelType',
  'displacementCcm',
  'powerKw',
  'maxSpeedKmh',
  'massKg',
  'grossMassKg',
  'axles',
  'seats',
  'colour',
  'co2GramPerKm',
  'emissionClass',
  'nextInspectionMonth',
  'insurance',
  'ags',
  'certificatePart1Number',
  'certificatePart2Number',
  'transmissionLock',
] as const;

/**
 * The values of a new record. @throws RequestInvalid where members contradict each other
 * @param today local day, `YYYY-MM-DD`
 */
export function vehicleOf(body: RegisterVehicleDto, today: string): Values<Vehicle> {
  const { ground: _ground, effectiveOn: _effectiveOn, ...given } = body;
  refuseFaults([...plateMisfits(body), ...impossibleDays(body, today)]);
  const absent = Object.fromEntries(optional.map((member) => [member, null])) as Pick<
    Vehicle,
    (typeof optional)[number]
  >;
  return {
    ...absent,
    ...given,
    registrationKey: `${body.vin} ${body.registeredOn}`,
    holder: holderOf(body.holder),
    previousHolders: [],
    deregisteredOn: null,
  };
}

const personMembers = [
  'idnr',
  'familyName',
  'birthName',
  'givenNames',
  'artistName',
  'birthDate',
  'birthPlace',
  'gender',
] as const;
const organisationMembers = ['name', 'euid', 'representative'] as const;

/** The holder with the members of its kind. @throws RequestInvalid for missing ones and those of the other kind */
export function holderOf(body: HolderDto): Holder {
  const person = body.kind === 'PERSON';
  const [own, foreign] = person ? [personMembers, organisationMembers] : [organisationMembers, personMembers];
  const required = person ? (['familyName', 'givenNames'] as const) : (['name'] as const);
  const wrong = foreign.filter((member) => isGiven(body[member]));
  const missing = required.filter((member) => !isGiven(body[member]));
  const [first, ...rest] = [
    ...missing.map((member) => item(member, 'member-missing', 'A holder of this kind needs it.')),
    ...wrong.map((member) => item(member, 'member-unknown', 'A holder of this kind does not have it.')),
  ];
  if (first) throw new RequestInvalid([first, ...rest]);
  const given = own.filter((member) => isGiven(body[member])).map((member) => [member, body[member]]);
  return { kind: body.kind, ...Object.fromEntries(given), address: plain(body.address) } as Holder;
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** Nested DTOs are class instances; what is stored and compared is plain. */
const plain = (part: object): object =>
  Object.fromEntries(Object.entries(part).filter(([, v]) => isGiven(v)));

const item = (
  member: string,
  code: 'member-missing' | 'member-unknown',
  detail: string,
): ProblemDetailItem => ({ pointer: `/holder/${member}`, code, detail });
