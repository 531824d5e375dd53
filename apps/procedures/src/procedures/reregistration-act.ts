import { authorityTable } from '#libs/authorities';
import type { Application, Assessment } from './procedure.ts';
import { namesAt, type ReleasedValues } from './released-values.ts';

/** Fields of the form. */
const PLATE_CHOICE = 'plateChoice';
export const NEW_PLATE = 'newPlate';

const addressParts = [
  'ags',
  'postcode',
  'place',
  'street',
  'houseNumber',
  'houseNumberLetter',
  'houseNumberPart',
  'addition',
] as const;

/**
 * The act on the record, `{id}`, that `POST /v1/vehicles/search` finds by the plate of the evidence. The officer adds the
 * case (`caseId`) where the office has one of this vehicle. A record that changed since the evidence was taken is refused
 * by its version. A vehicle that another office keeps is taken over by both of its numbers and the
 * name of its holder, since the evidence may show no version; the officer may add the birth date.
 */
export function preparedAct(
  application: Application,
  resident: ReleasedValues,
  vehicle: ReleasedValues,
): NonNullable<Assessment['preparedAct']> {
  const { authority, statements, today } = application;
  const address = addressParts
    .map((part) => [part, resident.text(`address.${part}`)] as const)
    .filter(([, value]) => value !== '');
  const act = {
    ground: 'FZV §15(1) no. 1, (4): application of the holder',
    effectiveOn: today,
    address: Object.fromEntries(address),
    ...(wantsNewPlate(statements) && { newPlate: newPlateOf(statements) }),
  };
  if (officeKeeping(vehicle, today) !== authority) {
    const numbers = { plate: vehicle.text('plate'), vin: vehicle.text('vin') };
    const body = { ...act, ...numbers, holder: namesAt(vehicle, 'holder.') };
    return { register: 'vehicles', path: '/v1/vehicles/take-over', body };
  }
  const version = vehicle.version === undefined ? {} : { expectedVersion: vehicle.version };
  const path = '/v1/vehicles/{id}/acts/change-holder-address';
  return { register: 'vehicles', path, body: { ...act, ...version } };
}

/** The kind is what the suffix says; a season or a green plate is the officer's to add. */
function newPlateOf(statements: Application['statements']): { plate: string; plateKind: string } {
  const plate = statements[NEW_PLATE] ?? '';
  const kinds: Readonly<Record<string, string>> = { E: 'ELECTRIC', H: 'VINTAGE' };
  return { plate, plateKind: kinds[plate.slice(-1)] ?? 'NORMAL' };
}

export const wantsNewPlate = (statements: Application['statements']): boolean =>
  statements[PLATE_CHOICE] === 'NEW';

const competentFor = (ags: string, today: string): string | undefined =>
  authorityTable.competentFor('vehicles', ags, today)?.id;

export const officeOf = (resident: ReleasedValues, today: string): string | undefined =>
  competentFor(resident.text('address.ags'), today);

export const officeKeeping = (vehicle: ReleasedValues, today: string): string | undefined =>
  competentFor(vehicle.text('ags') || vehicle.text('holder.address.ags'), today);
