import { parseAgs, type SearchedPerson, searchOf, successorOfAgs } from '#libs/identifiers';
import type { Origin } from '#libs/register-kit';
import type { Holder } from '../vehicle-parts.ts';
import type { Vehicle } from '../vehicle.entity.ts';

/**
 * A vehicle and the entry in its record that made its holder the holder: the latest transfer, which alone adds to the former
 * holders, else the registration. A new address or name of the holder is no such entry.
 */
export interface EntryOfHolder {
  readonly vehicleId: string;
  /** Version of the vehicle's record. */
  readonly version: number;
  /** RFC 3339, UTC. */
  readonly recordedAt: string;
  /** Municipality of the office that keeps the vehicle. */
  readonly ags: string | null;
}

/** SQL of an {@link EntryOfHolder} over `vehicles v`. */
export const entryOfHolderSql = `v.id as "vehicleId",
  (coalesce(v.origins -> 'previousHolders', v.origins -> '*') ->> 'version')::int as version,
  coalesce(v.origins -> 'previousHolders', v.origins -> '*') ->> 'recordedAt' as "recordedAt",
  coalesce(v.ags, v.holder -> 'address' ->> 'ags') as ags`;

export function entryOfHolder(vehicle: Vehicle): EntryOfHolder {
  const { id, origins } = vehicle;
  const { version, recordedAt }: Origin = origins['previousHolders'] ?? origins['*'];
  return { vehicleId: id, version, recordedAt, ags: municipalityOf(vehicle) };
}

export const municipalityOf = ({ ags, holder }: Pick<Vehicle, 'ags' | 'holder'>): string | null =>
  ags ?? holder.address.ags ?? null;

/**
 * How a holder is searched for (BMG §38(1)): by name, the address of the record, which the person may have left, and the
 * birth date, so that nobody is taken for another who lived there. Absent where the register does not know enough, or
 * where no residents register is competent: the search names one municipality of today.
 */
export function namedInLookup(holder: Holder): SearchedPerson | undefined {
  if (holder.kind !== 'PERSON' || holder.address.country) return undefined;
  const { ags, street, houseNumber, houseNumberLetter, houseNumberPart } = holder.address;
  const municipality = ags ? (successorOfAgs(ags) ?? ags) : '';
  if (!parseAgs(municipality).ok) return undefined;
  const address = withoutAbsent({ street, houseNumber, houseNumberLetter, houseNumberPart });
  const person: SearchedPerson = {
    familyName: holder.familyName,
    givenNames: holder.givenNames,
    municipality,
    ...(Object.keys(address).length > 0 && { address }),
    ...(isWhole(holder.birthDate) && { birthDate: holder.birthDate }),
  };
  return searchOf(person) && person;
}

/** A date of which parts are unknown would find nobody whose date is known. */
const isWhole = (birthDate: string | null | undefined): birthDate is string =>
  typeof birthDate === 'string' && !birthDate.includes('-00');

const withoutAbsent = (parts: Readonly<Record<string, string | null | undefined>>) =>
  Object.fromEntries(Object.entries(parts).filter(([, part]) => typeof part === 'string'));
