import { parsePlate } from '#libs/identifiers';
import type { Localised } from '../forms/index.ts';
import type { Application, AssessedRule, Assessment, Procedure } from './procedure.ts';
import { NEW_PLATE, officeKeeping, officeOf, preparedAct, wantsNewPlate } from './reregistration-act.ts';
import { areNamedAlike, isDeregistered, isSameHome, namesAt, ReleasedValues } from './released-values.ts';
import { assessed, type RuleTexts } from './rule-texts.ts';
import { isStatedVehicle, statedVehicle } from './stated-subjects.ts';

/**
 * Re-registration after a move (FZV §15(1), (4)). No machine decides it: what comes out is the act, ready to be confirmed
 * by an officer of the vehicles register with a login of their own, where it may close the case that the move opened.
 */
export class VehicleReregistration implements Procedure {
  readonly form = 'vehicle-reregistration';

  decide(application: Application): Assessment {
    const resident = ReleasedValues.of(application, 'residents');
    const vehicle = ReleasedValues.of(application, 'vehicles');
    const { authority, today } = application;
    const rules = [
      assessed(statedVehicle('FZV §15(1)'), isStatedVehicle(application, vehicle)),
      assessed(registered, vehicle && !isDeregistered(vehicle, today)),
      isHoldersApplication(resident, vehicle),
      assessed(moved, resident && vehicle && !isSameHome(resident, vehicle)),
      assessed(competent, resident && officeOf(resident, today) === authority),
      recordRule(application, vehicle),
      plateRule(application, resident, vehicle),
      assessed(byPerson, isOpenlyUsable(resident)),
    ];
    const ready = resident && vehicle && rules.every(({ met }) => met === 'YES');
    return {
      rules,
      outcome: 'CLERK',
      ...(ready && { preparedAct: preparedAct(application, resident, vehicle) }),
    };
  }
}

/** Whoever keeps the record: either this office can make the act. */
function recordRule({ authority, today }: Application, vehicle: ReleasedValues | undefined): AssessedRule {
  const office = vehicle && officeKeeping(vehicle, today);
  if (!vehicle || office === undefined) return assessed(record, undefined);
  if (office === authority) return assessed(record, true);
  const numbered = vehicle.text('plate') !== '' && vehicle.text('vin') !== '';
  return numbered ? assessed(record, true, takenOver) : assessed(record, undefined);
}

function isHoldersApplication(
  resident: ReleasedValues | undefined,
  vehicle: ReleasedValues | undefined,
): AssessedRule {
  if (!resident || !vehicle) return assessed(holder, undefined);
  const person = vehicle.text('holder.kind') === 'PERSON';
  return assessed(holder, person && areNamedAlike(namesAt(resident), namesAt(vehicle, 'holder.')));
}

/** Another plate is assigned only where another office is competent now (FZV §15(4)). */
function plateRule(
  { statements, today }: Application,
  resident: ReleasedValues | undefined,
  vehicle: ReleasedValues | undefined,
): AssessedRule {
  if (!resident || !vehicle) return assessed(plate, undefined);
  if (!wantsNewPlate(statements)) return assessed(plate, true);
  if (officeOf(resident, today) === officeKeeping(vehicle, today)) return assessed(plate, false);
  return assessed(plate, parsePlate(statements[NEW_PLATE] ?? '').ok ? true : undefined);
}

/** Whether a person has to look at the address first; nothing says why (BMG §52 is one reason). */
function isOpenlyUsable(resident: ReleasedValues | undefined): boolean | undefined {
  const marker = resident?.at('address.conditionalLock');
  if (!resident || typeof marker !== 'boolean') return undefined;
  return !marker && resident.text('residenceType') !== 'SECONDARY';
}

const registered: RuleTexts = {
  rule: 'vehicle-registered',
  title: { de: 'Das Fahrzeug ist zugelassen', en: 'The vehicle is registered' },
  ground: 'FZV §15(1)',
  yes: { de: 'Es ist nicht außer Betrieb gesetzt.', en: 'It is not deregistered.' },
  no: { de: 'Es ist außer Betrieb gesetzt.', en: 'It is deregistered.' },
};
const holder: RuleTexts = {
  rule: 'holder-is-applicant',
  title: {
    de: 'Halterin oder Halter hat den Antrag gestellt',
    en: 'The holder has made the application',
  },
  ground: 'FZV §15(1)',
  yes: { de: 'Die Namen stimmen überein.', en: 'The names agree.' },
  no: { de: 'Das Fahrzeug hält jemand anders.', en: 'Somebody else holds the vehicle.' },
};
const moved: RuleTexts = {
  rule: 'address-is-new',
  title: { de: 'Die Anschrift ist neu', en: 'The address is new' },
  ground: 'FZV §15(1) no. 1',
  yes: {
    de: 'Das Fahrzeugregister hat eine andere Anschrift.',
    en: 'The vehicles register has another address.',
  },
  no: {
    de: 'Das Fahrzeugregister hat diese Anschrift schon.',
    en: 'The vehicles register has this address already.',
  },
};
const competent: RuleTexts = {
  rule: 'office-is-competent',
  title: {
    de: 'Diese Behörde ist für die neue Anschrift zuständig',
    en: 'This office is competent for the new address',
  },
  ground: 'FZV §15(4)',
  yes: { de: 'Sie liegt in ihrem Bezirk.', en: 'It lies in its district.' },
  no: { de: 'Sie liegt in einem anderen Bezirk.', en: 'It lies in another district.' },
};
const record: RuleTexts = {
  rule: 'record-reachable',
  title: { de: 'Das Fahrzeug ist bei dieser Behörde', en: 'The vehicle is with this office' },
  ground: 'FZV §15(4)',
  yes: { de: 'Sie führt es.', en: 'It keeps the record.' },
  no: { de: 'Eine andere Behörde führt es.', en: 'Another office keeps the record.' },
};
const takenOver: Localised = {
  de: 'Sie übernimmt es von der bisherigen Behörde.',
  en: 'It takes it over from the office of before.',
};
const plate: RuleTexts = {
  rule: 'plate',
  title: { de: 'Das Kennzeichen', en: 'The plate' },
  ground: 'FZV §15(4)',
  yes: { de: 'Die Angabe dazu ist möglich.', en: 'What is wanted is possible.' },
  no: {
    de: 'Im selben Bezirk bleibt das Kennzeichen.',
    en: 'In the same district the plate stays.',
  },
};
const byPerson: RuleTexts = {
  rule: 'act-may-be-prepared',
  title: { de: 'Die Eintragung ist vorbereitet', en: 'The entry is prepared' },
  ground: 'FZV §15(1)',
  yes: { de: 'Sie ist zu bestätigen.', en: 'It is to be confirmed.' },
  no: { de: 'Ein Mensch bereitet sie vor.', en: 'A person prepares it.' },
};
