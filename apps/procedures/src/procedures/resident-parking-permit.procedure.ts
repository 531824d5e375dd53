import type { Localised } from '../forms/index.ts';
import type { ParkingZones } from './parking-zones.ts';
import type { Application, AssessedRule, Assessment, Procedure } from './procedure.ts';
import { areNamedAlike, isDeregistered, isSameHome, namesAt, ReleasedValues } from './released-values.ts';
import { assessed, type RuleTexts } from './rule-texts.ts';
import { isStatedVehicle, statedVehicle } from './stated-subjects.ts';

/** Field of the form. */
const USE = 'use';

/**
 * Resident parking permit (StVO §45(1b) no. 2a). It may be granted by a machine alone where no discretion is left
 * (StVO §46(5)): every rule is met. What is not met is never refused by a machine.
 */
export class ResidentParkingPermit implements Procedure {
  readonly form = 'resident-parking-permit';

  constructor(private readonly zones: ParkingZones) {}

  decide(application: Application): Assessment {
    const resident = ReleasedValues.of(application, 'residents');
    const vehicle = ReleasedValues.of(application, 'vehicles');
    const rules = [
      this.livesInZone(application, resident),
      assessed(statedVehicle('StVO §45(1b) no. 2a'), isStatedVehicle(application, vehicle)),
      isRegistered(application, vehicle),
      isInSeason(application, vehicle),
      isStatedAsOwn(application),
      isApplicants(resident, vehicle),
      assessed(only, !application.hasAnother),
      isForMachine(application, resident),
    ];
    return { rules, outcome: rules.every(({ met }) => met === 'YES') ? 'AUTOMATIC' : 'CLERK' };
  }

  private livesInZone({ handedInTo }: Application, resident: ReleasedValues | undefined): AssessedRule {
    if (resident?.text('address.street') === '' || !resident) return assessed(zone, undefined);
    const found = this.zones.zoneOf(handedInTo, {
      postcode: resident.text('address.postcode'),
      street: resident.text('address.street'),
      houseNumber: resident.text('address.houseNumber'),
    });
    const told = found !== undefined && resident.at('address.conditionalLock') === false;
    return assessed(zone, found !== undefined, told ? inZone(found) : undefined);
  }
}

const isRegistered = ({ today }: Application, vehicle: ReleasedValues | undefined): AssessedRule =>
  assessed(registered, vehicle && !isDeregistered(vehicle, today));

function isInSeason({ today }: Application, vehicle: ReleasedValues | undefined): AssessedRule {
  const from = vehicle?.at('season.from');
  const to = vehicle?.at('season.to');
  if (!vehicle || vehicle.at('season') === undefined) return assessed(season, undefined);
  if (typeof from !== 'number' || typeof to !== 'number') return assessed(season, true);
  const month = Number(today.slice(5, 7));
  return assessed(season, from <= to ? from <= month && month <= to : month >= from || month <= to);
}

/** Permanent use of somebody else's vehicle is shown by a proof, which a person reads. */
function isStatedAsOwn({ statements }: Application): AssessedRule {
  const stated = statements[USE] ?? '';
  return assessed(ownUse, stated === '' ? undefined : stated === 'OWN');
}

function isApplicants(
  resident: ReleasedValues | undefined,
  vehicle: ReleasedValues | undefined,
): AssessedRule {
  if (!resident || !vehicle) return assessed(holder, undefined);
  const person = vehicle.text('holder.kind') === 'PERSON';
  if (!person || !areNamedAlike(namesAt(resident), namesAt(vehicle, 'holder.')))
    return assessed(holder, false);
  return isSameHome(resident, vehicle) ? assessed(holder, true) : assessed(holder, undefined, otherHome);
}

/** Of several things that want a person none is named: the marker of BMG §52 is one of them, and no reason tells it. */
function isForMachine({ today }: Application, resident: ReleasedValues | undefined): AssessedRule {
  const marker = resident?.at('address.conditionalLock');
  if (!resident || typeof marker !== 'boolean') return assessed(machine, undefined);
  const since = resident.text('movedInOn');
  return assessed(machine, !marker && resident.text('residenceType') !== 'SECONDARY' && since <= today);
}

const zone: RuleTexts = {
  rule: 'residence-in-zone',
  title: { de: 'Die Wohnung liegt in einer Bewohnerparkzone', en: 'The home lies in a residents’ zone' },
  ground: 'StVO §45(1b) no. 2a',
  yes: { de: 'Die Anschrift liegt in einer Zone.', en: 'The address lies in a zone.' },
  no: { de: 'Die Anschrift liegt in keiner Zone.', en: 'The address lies in no zone.' },
};
const inZone = (id: string): Localised => ({
  de: `Die Anschrift liegt in der Zone ${id}.`,
  en: `The address lies in zone ${id}.`,
});
const registered: RuleTexts = {
  rule: 'vehicle-registered',
  title: { de: 'Das Fahrzeug ist zugelassen', en: 'The vehicle is registered' },
  ground: 'FZV §3(1)',
  yes: { de: 'Es ist nicht außer Betrieb gesetzt.', en: 'It is not deregistered.' },
  no: { de: 'Es ist außer Betrieb gesetzt.', en: 'It is deregistered.' },
};
const season: RuleTexts = {
  rule: 'vehicle-in-season',
  title: { de: 'Das Fahrzeug darf jetzt fahren', en: 'The vehicle may be used now' },
  ground: 'FZV §10(3)',
  yes: {
    de: 'Es hat keine Saison, oder sie läuft gerade.',
    en: 'It has no season, or the season is running.',
  },
  no: { de: 'Der Monat liegt außerhalb der Saison.', en: 'The month lies outside of the season.' },
};
const ownUse: RuleTexts = {
  rule: 'vehicle-stated-as-own',
  title: { de: 'Angegeben ist ein eigenes Fahrzeug', en: 'The vehicle is stated as the applicant’s own' },
  ground: 'StVO §45(1b) no. 2a',
  yes: { de: 'So ist es angegeben.', en: 'It is stated so.' },
  no: {
    de: 'Angegeben ist die dauerhafte Nutzung eines fremden. Sie ist nachzuweisen.',
    en: 'Permanent use of somebody else’s is stated. It has to be shown.',
  },
  unknown: { de: 'Dazu ist nichts angegeben.', en: 'Nothing is stated on this.' },
};
const holder: RuleTexts = {
  rule: 'holder-is-applicant',
  title: {
    de: 'Halterin oder Halter hat den Antrag gestellt',
    en: 'The holder has made the application',
  },
  ground: 'StVO §45(1b) no. 2a',
  yes: { de: 'Name und Anschrift stimmen überein.', en: 'Name and address agree.' },
  no: {
    de: 'Das Fahrzeug hält jemand anders. Die dauerhafte Nutzung ist nachzuweisen.',
    en: 'Somebody else holds the vehicle. Permanent use has to be shown.',
  },
};
const otherHome: Localised = {
  de: 'Der Name stimmt überein, die Anschrift im Fahrzeugregister nicht.',
  en: 'The name agrees, the address in the vehicles register does not.',
};
const only: RuleTexts = {
  rule: 'only-application',
  title: { de: 'Es ist der einzige Antrag der Person', en: 'It is the person’s only application' },
  ground: 'VwV-StVO to §45(1)–(1e), X',
  yes: { de: 'Kein anderer ist bewilligt oder in Arbeit.', en: 'No other one is granted or with a clerk.' },
  no: { de: 'Ein anderer ist bewilligt oder in Arbeit.', en: 'Another one is granted or with a clerk.' },
};
const machine: RuleTexts = {
  rule: 'decided-by-machine',
  title: { de: 'Eine automatische Entscheidung ist möglich', en: 'A machine may decide' },
  ground: 'StVO §46(5)',
  yes: { de: 'Nichts steht ihr entgegen.', en: 'Nothing stands against it.' },
  no: { de: 'Ein Mensch entscheidet über diesen Antrag.', en: 'A person decides on this application.' },
};
