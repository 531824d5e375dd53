import type { Origin } from '#libs/register-kit';
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
