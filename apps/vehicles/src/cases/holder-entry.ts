import type { Origin } from '#libs/register-kit';
import type { Holder } from '../vehicle-parts.ts';
import type { Vehicle } from '../vehicle.entity.ts';

/** A vehicle and the entry in its record that made its holder the holder. */
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
  (coalesce(v.origins -> 'holder', v.origins -> '*') ->> 'version')::int as version,
  coalesce(v.origins -> 'holder', v.origins -> '*') ->> 'recordedAt' as "recordedAt",
  coalesce(v.ags, v.holder -> 'address' ->> 'ags') as ags`;

export function entryOfHolder({ id, origins, ags, holder }: Vehicle): EntryOfHolder {
  const { version, recordedAt }: Origin = origins['holder'] ?? origins['*'];
  return { vehicleId: id, version, recordedAt, ags: ags ?? holder.address.ags ?? null };
}

export interface PersonNamed {
  readonly idnr: string;
  readonly birthDate: string;
}

/**
 * How a holder is named in a lookup; absent where the register does not know enough. By IDNr for want of a search by
 * person, which is what the law has on statute (BMG §38(1); docs/law.md, row 1).
 */
export function namedInLookup(holder: Holder): PersonNamed | undefined {
  if (holder.kind !== 'PERSON' || !holder.idnr || !holder.birthDate) return undefined;
  return { idnr: holder.idnr, birthDate: holder.birthDate };
}
