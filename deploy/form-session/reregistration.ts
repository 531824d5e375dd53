import type { Form } from '#libs/forms';
import { moveResident } from '../local/move-resident.ts';
import { Application, type InboxSubmission } from './application.ts';
import { type Cast, citizen, officer } from './cast.ts';
import { formOf, playOn, rulesOf, type Screen, stateOf } from './scene.ts';
import { trailOf } from './trail.ts';

interface VehicleCase {
  readonly id: string;
  readonly vehicleId: string;
  readonly kind: string;
  readonly state: string;
  readonly outcome?: string;
  readonly enquiry: string;
  readonly offer?: { readonly steps: readonly string[]; readonly legalBasis: string };
}

interface Vehicle {
  readonly id: string;
  readonly version: number;
  readonly plate: string;
  readonly holder: { readonly address: { readonly street: string; readonly houseNumber: string } };
}

/** A move opens a case; the application after it ends as an act, which closes the case. */
export async function playReregistration(
  cast: Cast,
  forms: ReadonlyMap<string, Form>,
  screen: Screen,
): Promise<void> {
  const { plate } = cast.person;
  const typed = { plate, plateChoice: 'KEEP', isTrue: 'true' };
  const application = new Application(cast, forms.get('vehicle-reregistration')!, typed);
  const play = playOn(screen, application.clerk, officer);
  const vehicle = await vehicleOf(cast, plate);

  await moveResident(cast.endpoints, citizen);
  const opened = await openedCase(cast, vehicle.id);
  play(`${citizen} moves, and the vehicle office hears of it`, {
    citizen: ['The residents office has my new address.'],
    clerk: ['Nothing yet.'],
    register: [...caseOf(opened), ...recordOf(vehicle)],
  });

  const filled = await application.prefill();
  play('opens the form of the re-registration', {
    citizen: formOf(application, filled),
    clerk: ['Nothing yet.'],
    register: await trailOf(cast, filled),
  });

  const submission = await application.handIn(filled);
  const seen = await application.seenByClerk(submission);
  play('and hands it in', {
    citizen: stateOf(submission),
    clerk: rulesOf(seen),
    register: caseOf(await caseNow(cast, opened.id)),
  });

  const receipt = await confirm(cast, seen, vehicle.id, opened.id);
  const decided = await application.decide(submission, 'The vehicles register has the new address.');
  play(`${officer} confirms the act, with a login of her own`, {
    citizen: stateOf(decided),
    clerk: rulesOf(await application.seenByClerk(submission)).slice(0, 1),
    register: [
      `version ${receipt.version}: ${receipt.changedFields.join(', ')}`,
      ...recordOf(await vehicleOf(cast, plate)),
      ...caseOf(await caseNow(cast, opened.id)),
    ],
  });
}

async function vehicleOf(cast: Cast, plate: string): Promise<Vehicle> {
  const { records } = await cast.call<{ records: readonly Vehicle[] }>(
    officer,
    'vehicles',
    '/v1/vehicles/search',
    { body: { plate } },
  );
  return records[0]!;
}

/** The one that the move opened, with the answer of the residents register. */
async function openedCase(cast: Cast, vehicleId: string): Promise<VehicleCase> {
  const path = '/v1/cases?state=OPEN&kind=HOLDER_ADDRESS_CHANGED&limit=100';
  const open = async () =>
    (await cast.call<{ cases: readonly VehicleCase[] }>(officer, 'vehicles', path)).cases;
  const isIt = (each: VehicleCase) => each.vehicleId === vehicleId && each.enquiry !== 'PENDING';
  const found = await cast.until('the move was a case of the vehicle office', open, (all) => all.some(isIt));
  return found.findLast(isIt)!;
}

const caseNow = (cast: Cast, id: string): Promise<VehicleCase> =>
  cast.call<VehicleCase>(officer, 'vehicles', `/v1/cases/${id}`);

/** The act as it was prepared, on the record that the plate names, with the case that it closes. */
function confirm(
  cast: Cast,
  { preparedAct }: InboxSubmission,
  vehicleId: string,
  caseId: string,
): Promise<{ version: number; changedFields: readonly string[] }> {
  const path = preparedAct!.path.replace('{id}', vehicleId);
  return cast.call(officer, 'vehicles', path, { body: { ...preparedAct!.body, caseId } });
}

const caseOf = ({ kind, state, outcome, offer }: VehicleCase): readonly string[] => [
  `${kind}: ${state}${outcome === undefined ? '' : ` ${outcome}`}`,
  ...(offer && state !== 'CLOSED' ? [`  ${offer.steps.join(' or ')}, ${offer.legalBasis}`] : []),
];

const recordOf = ({ plate, holder: { address } }: Vehicle): readonly string[] => [
  `Record of ${plate}: ${address.street} ${address.houseNumber}`,
];
