import { dayNumber } from './days.ts';
import { demoResidents, demoVehicles } from './demo-people.ts';
import { Fleet, keepersAmong } from './fleet.ts';
import { Homes } from './homes.ts';
import { aHousehold } from './household.ts';
import { Random } from './random.ts';
import { residentRecords } from './resident-records.ts';
import type { ResidentRecord, VehicleRecord } from './sample-record.ts';
import { testIdnr } from './test-idnr.ts';

export interface SampleOptions {
  /** 32-bit integer; the same seed makes the same people and vehicles. */
  readonly seed: number;
  /** Number of residents, the five demo residents among them. */
  readonly residents: number;
  /** Number of vehicles, the two demo vehicles among them. */
  readonly vehicles: number;
  /** Day `YYYY-MM-DD` on which the sample is up to date; the clock plays no part. */
  readonly referenceDate: string;
  /**
   * First day of Clara's information lock, which lasts two years (BMG §51(4)); the reference date where absent. Who
   * loads a sample in order to show the neutral answer names a recent one.
   */
  readonly lockedSince?: string;
}

/** The one of `npm start` and of compose. */
export const usualSample = { seed: 1, residents: 2_000, vehicles: 800, referenceDate: '2026-01-01' } as const;

export type SampleLine =
  | { readonly register: 'residents'; readonly record: ResidentRecord }
  | { readonly register: 'vehicles'; readonly record: VehicleRecord };

/** Earliest day on which the demo people's records hold; registered before it they would lie in its future. */
export const EARLIEST_REFERENCE = '2025-01-01';
/** Makes the vehicles' choices independent of the residents': more vehicles leave the people as they are. */
const VEHICLE_SEED = 0x5eed;

/**
 * A sample, household by household, so that its size costs no memory. The demo people come first; holders of vehicles
 * have been registered as residents before.
 */
export function* sample(options: SampleOptions): Generator<SampleLine> {
  const { seed, residents, vehicles, referenceDate, lockedSince = referenceDate } = options;
  const people = demoResidents(lockedSince);
  if (residents < people.length || vehicles < demoVehicles.length) {
    throw new RangeError(
      `A sample holds at least the ${people.length} demo residents and ${demoVehicles.length} demo vehicles.`,
    );
  }
  if (referenceDate < EARLIEST_REFERENCE) {
    throw new RangeError(`The reference date is ${EARLIEST_REFERENCE} or later: the demo people need it.`);
  }
  const referenceDay = dayNumber(referenceDate);
  const homes = new Homes();
  const random = new Random(seed);
  const fleet = new Fleet(new Random(seed ^ VEHICLE_SEED), homes, referenceDay, seed);
  for (const record of people) yield { register: 'residents', record };
  for (const vehicle of demoVehicles) yield { register: 'vehicles', record: fleet.demo(vehicle) };

  let made = people.length;
  let numbered = 0;
  const nextIdnr = (): string => testIdnr(numbered++, seed);
  while (made < residents) {
    const room = residents - made;
    const household = aHousehold({ random, address: homes.address(random), referenceDay, room, nextIdnr });
    const records = residentRecords(household, { random, homes, referenceDay });
    for (const record of records) yield { register: 'residents', record };
    made += records.length;
    const keepers = keepersAmong(records, referenceDay);
    const due = Math.floor((vehicles * made) / residents);
    while (keepers.length > 0 && fleet.size < due)
      yield { register: 'vehicles', record: fleet.next(keepers) };
  }
  while (fleet.size < vehicles) yield { register: 'vehicles', record: fleet.next([]) };
}
