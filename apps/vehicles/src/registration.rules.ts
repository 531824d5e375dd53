import type { ProblemDetailItem } from '#libs/contracts';
import { parsePlate } from '#libs/identifiers';
import type { Values } from '#libs/register-kit';
import { RequestInvalid } from '#libs/service-kit';
import type { HolderDto } from './holder.dto.ts';
import type { RegisterVehicleDto } from './register-vehicle.dto.ts';
import type { Holder, PlateKind } from './vehicle-parts.ts';
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

/** The values of a new record. @throws RequestInvalid where members contradict each other */
export function vehicleOf(body: RegisterVehicleDto): Values<Vehicle> {
  const { ground: _ground, effectiveOn: _effectiveOn, ...given } = body;
  refusePlateMisfit(body);
  if (body.registeredOn < body.firstRegisteredOn) {
    throw invalid('/registeredOn', 'The registration lies before the first registration.');
  }
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

const kindBySuffix: Readonly<Record<'H' | 'E', PlateKind>> = { H: 'VINTAGE', E: 'ELECTRIC' };

/** FZV §9–§11, annex 4: suffix, season and kind of a plate say the same. */
function refusePlateMisfit({ plate, plateKind, season }: RegisterVehicleDto): void {
  const parsed = parsePlate(plate, isGiven(season) ? { season: season as string } : {});
  if (!parsed.ok) throw invalid('/plate', parsed.explanation, 'identifier-malformed');
  const bySuffix = parsed.value.suffix && kindBySuffix[parsed.value.suffix];
  const suffixed = plateKind === 'VINTAGE' || plateKind === 'ELECTRIC';
  if (suffixed ? bySuffix !== plateKind : bySuffix !== undefined) {
    throw invalid('/plateKind', 'The kind does not fit the suffix: H is VINTAGE, E is ELECTRIC.');
  }
  if (plateKind === 'SEASONAL' && !isGiven(season))
    throw invalid('/season', 'A seasonal plate needs its season.');
  if (plateKind === 'NORMAL' && isGiven(season)) {
    throw invalid(
      '/plateKind',
      'A plate with a season is SEASONAL, unless it is VINTAGE, ELECTRIC or GREEN.',
    );
  }
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

const invalid = (
  pointer: string,
  detail: string,
  code: 'request-invalid' | 'identifier-malformed' = 'request-invalid',
): RequestInvalid => new RequestInvalid([{ pointer, code, detail }]);
