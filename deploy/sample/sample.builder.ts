import { dayNumber } from './days.ts';
import type { PostalAddress, ResidentRecord, VehicleRecord } from './sample-record.ts';
import { sample, type SampleOptions } from './sample.ts';

export const referenceDate = '2026-01-01';
export const referenceDay = dayNumber(referenceDate);
export const sampleOptions: SampleOptions = { seed: 1, residents: 2000, vehicles: 800, referenceDate };

export interface Sample {
  readonly residents: readonly ResidentRecord[];
  readonly vehicles: readonly VehicleRecord[];
}

/** A small sample in memory. */
export function aSample(wanted: Partial<SampleOptions> = {}): Sample {
  const residents: ResidentRecord[] = [];
  const vehicles: VehicleRecord[] = [];
  for (const line of sample({ ...sampleOptions, ...wanted })) {
    if (line.register === 'residents') residents.push(line.record);
    else vehicles.push(line.record);
  }
  return { residents, vehicles };
}

/** An address without what is particular to the person who lives there, as a key. */
export const homeKey = ({ ags, postcode, place, street, houseNumber, ...rest }: PostalAddress): string =>
  JSON.stringify([
    ags,
    postcode,
    place,
    street,
    houseNumber,
    rest.houseNumberLetter,
    rest.houseNumberPart,
    rest.addition,
  ]);

export const homeOf = ({ addresses }: ResidentRecord): PostalAddress => addresses[0] as PostalAddress;

/** What tells the people of one household apart. */
export const personKey = (person: Pick<ResidentRecord, 'familyName' | 'givenNames' | 'birthDate'>): string =>
  [person.familyName, person.givenNames, person.birthDate].join('|');
