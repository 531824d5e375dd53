import { readFileSync } from 'node:fs';
import { streetForm } from '#libs/identifiers';

interface Stretch {
  readonly postcode: string;
  readonly street: string;
  /** First and last house number; absent: the whole street. */
  readonly from?: number;
  readonly to?: number;
}

/** Where residents may park with a permit. */
interface Zone {
  readonly id: string;
  readonly authority: string;
  /** Postcodes that lie in it as a whole. */
  readonly postcodes?: readonly string[];
  readonly streets?: readonly Stretch[];
}

export interface Home {
  readonly postcode: string;
  readonly street: string;
  readonly houseNumber: string;
}

/** The zones of all authorities, which are data. */
export class ParkingZones {
  constructor(private readonly zones: readonly Zone[]) {}

  /** The zone of an address; nothing where it lies in none. */
  zoneOf(authority: string, home: Home): string | undefined {
    return this.zones.find((zone) => zone.authority === authority && liesIn(zone, home))?.id;
  }
}

const liesIn = ({ postcodes = [], streets = [] }: Zone, home: Home): boolean =>
  postcodes.includes(home.postcode) || streets.some((stretch) => liesAlong(stretch, home));

function liesAlong({ postcode, street, from, to }: Stretch, home: Home): boolean {
  if (postcode !== home.postcode || streetForm(street) !== streetForm(home.street)) return false;
  if (from === undefined && to === undefined) return true;
  const number = Number(home.houseNumber);
  return Number.isInteger(number) && number >= (from ?? 1) && number <= (to ?? Infinity);
}

/** Those of `data/parking-zones.json`, which is an example. */
export function exampleZones(): ParkingZones {
  const text = readFileSync(new URL('../../data/parking-zones.json', import.meta.url), 'utf8');
  return new ParkingZones((JSON.parse(text) as { readonly zones: readonly Zone[] }).zones);
}
