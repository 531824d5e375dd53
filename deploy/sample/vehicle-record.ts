import { addYears, dayNumber, dayText, monthText, yearOf, type DayNumber } from './days.ts';
import { Homes } from './homes.ts';
import type { Random } from './random.ts';
import type { VehicleHolder, VehicleRecord } from './sample-record.ts';
import type { ModelEntry } from './vehicle-models.ts';

/** What is settled about a vehicle before the rest is drawn. */
export interface VehicleDraft {
  readonly entry: ModelEntry;
  readonly holder: VehicleHolder;
  readonly registered: DayNumber;
  readonly plate: string;
  readonly plateKind: VehicleRecord['plateKind'];
  readonly season?: string;
  /** Distinct for every vehicle of a sample. */
  readonly serial: number;
}

export interface DemoVehicle {
  readonly plate: string;
  readonly holder: VehicleHolder;
  readonly registered: DayNumber;
  readonly electric: boolean;
}

const colours = ['BLACK', 'BLUE', 'GREEN', 'GREY', 'RED', 'SILVER', 'WHITE', 'WHITE', 'GREY', 'BLACK'];
const insurers = [
  'Leineschutz Versicherung a. G. (invented)',
  'Heideland Assekuranz AG (invented)',
  'Nordkante Versicherungsverein (invented)',
];
const GROUND = 'FZV §6: registration of a vehicle (sample data)';

export function vehicleRecord(
  draft: VehicleDraft,
  random: Random,
  homes: Homes,
  referenceDay: DayNumber,
): VehicleRecord {
  const { entry, holder, registered, serial, season } = draft;
  const firstRegistered = firstRegisteredOf(random, entry, registered);
  const registeredOn = dayText(registered);
  const number = String(serial).padStart(8, '0');
  return {
    plate: draft.plate,
    ...(season ? { season } : {}),
    plateKind: draft.plateKind,
    plateAssignedOn: registeredOn,
    vin: vinOf(entry.wmi, firstRegistered, serial),
    holder,
    firstRegisteredOn: dayText(firstRegistered),
    registeredOn,
    ...entry.model,
    colour: random.pick(colours),
    nextInspectionMonth: monthText(nextInspection(random, firstRegistered, referenceDay)),
    insurance: {
      insurerName: random.pick(insurers),
      policyNumber: `K-${random.int(10_000_000, 99_999_999)}`,
      confirmationNumber: `E${String(random.int(0, 999_999)).padStart(6, '0')}`,
      startsOn: registeredOn,
    },
    registrationOffice: homes.registrationOffice(holder.address.ags),
    ags: holder.address.ags,
    certificatePart1Number: `EM1-${number}`,
    certificatePart2Number: `EM2-${number}`,
    ground: GROUND,
    effectiveOn: registeredOn,
  };
}

/** First registration: new to its holder in two of five cases, within the years of building in all. */
function firstRegisteredOf(
  random: Random,
  { builtFrom, builtTo }: ModelEntry,
  registered: DayNumber,
): DayNumber {
  const lastBuilt = builtTo === undefined ? registered : Math.min(registered, dayNumber(`${builtTo}-12-31`));
  if (lastBuilt === registered && random.chance(0.4)) return registered;
  return random.int(dayNumber(`${builtFrom}-03-01`), lastBuilt);
}

/** Three years after the first registration, then at most two years ahead (StVZO annex VIII no. 2). */
function nextInspection(random: Random, firstRegistered: DayNumber, referenceDay: DayNumber): DayNumber {
  const first = addYears(firstRegistered, 3);
  return first > referenceDay ? first : referenceDay + random.int(15, 720);
}

const modelYears = 'ABCDEFGHJKLMNPRSTVWXY123456789';
const plants = 'ABCDEFGHJKLMNPRSTUVWXYZ';

/** A VIN that no real vehicle bears: the type `EM` at positions 7 and 8 does not exist. */
function vinOf(wmi: string, firstRegistered: DayNumber, serial: number): string {
  const modelYear = modelYears.charAt((yearOf(firstRegistered) - 1980) % 30);
  const plant = plants.charAt(Math.floor(serial / 1_000_000) % plants.length);
  return `${wmi}ZZZEMZ${modelYear}${plant}${String(serial % 1_000_000).padStart(6, '0')}`;
}
