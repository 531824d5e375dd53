import { type ChangeEvent, ofSource } from '#libs/contracts';
import { isSameKeeper } from '../former-home.rules.ts';
import { isHereSince, livesHereSince } from '../moving.rules.ts';
import type { Resident } from '../resident.entity.ts';

/** What is to be done with a record whose resident another authority has registered. */
export type MoveVerdict = 'CLOSE' | 'DECIDE' | 'LEAVE';

/** Who registered the resident; nothing in events of before, which did not say. */
export const registeredAt = ({ type, source }: ChangeEvent): string | undefined =>
  type === 'resident.registered.v1' ? ofSource(source)?.authority : undefined;

/**
 * The register closes the record of whoever moved to another municipality, if it knows of nothing that an officer has to
 * weigh (BMG §33): locks, which travel with the feedback; a second home that may go on; a wait of its own; a death; a
 * registration that names no former home, or holds from the same day or from before a move inside the municipality.
 */
export function moveVerdict(resident: Resident, event: ChangeEvent): MoveVerdict {
  const to = registeredAt(event);
  const { authority, closedOn } = resident;
  if (to === undefined || authority === null || closedOn !== null || isSameKeeper(authority, to))
    return 'LEAVE';
  const since = livesHereSince(resident);
  const { effectiveOn, changedFields } = event.data;
  // News of before the person came here.
  if (isHereSince(resident) > effectiveOn) return 'LEAVE';
  const isPlain =
    since < effectiveOn &&
    changedFields.includes('formerHome') &&
    resident.locks.length === 0 &&
    resident.feedbackFrom === null &&
    resident.deathDate === null &&
    !resident.addresses.some(({ movedOutOn, residenceType }) => !movedOutOn && residenceType === 'SECONDARY');
  return isPlain ? 'CLOSE' : 'DECIDE';
}
