import { originOf, refuseEndBeforeLatest, refuseFaults, type Rule } from '#libs/register-kit';
import { awaitedFrom, withinOneMunicipality } from './former-home.rules.ts';
import { lockValues } from './registration.rules.ts';
import type { Address, FormerHome, Lock, PostalAddress } from './resident-parts.ts';
import type { Resident } from './resident.entity.ts';
import { FeedbackNotAwaited, ResidentDeceased, ResidentNotAway } from './resident.errors.ts';
import { refuseEnded } from './resident.rules.ts';

/** Day from which the resident lives where this record says. */
export const livesHereSince = ({ origins }: Pick<Resident, 'origins'>): string =>
  originOf(origins, 'addresses').effectiveOn;

/** Day of the registration here, or of the latest return; moves inside the municipality leave it. */
export const isHereSince = ({ origins }: Pick<Resident, 'origins'>): string =>
  originOf(origins, 'closedOn').effectiveOn;

/** Ends the record because another authority has registered the person (BMG §33(1)). The locks stay with it. */
export const moveAway =
  (to: string, on: string): Rule<Resident> =>
  (resident) => {
    refuseEnded(resident);
    const addresses = resident.addresses.map((address) =>
      address.movedOutOn ? address : { ...address, movedOutOn: on },
    );
    return {
      type: 'resident.moved-away.v1',
      patch: { addresses, closedOn: on, movedTo: to, feedbackFrom: null },
    };
  };

/** Registers a person again who had moved away and comes back: the same record, as if it were a new one. */
export const comeBack =
  (home: PostalAddress, formerHome: FormerHome | null, on: string): Rule<Resident> =>
  (resident) => {
    if (resident.deathDate !== null) throw new ResidentDeceased();
    if (resident.closedOn === null) throw new ResidentNotAway();
    refuseEndBeforeLatest(resident, on);
    refuseFaults(withinOneMunicipality(home.ags, formerHome));
    const opened: Address = { ...home, residenceType: 'SOLE', residenceTypeSince: on, movedInOn: on };
    return {
      type: 'resident.registered.v1',
      patch: {
        addresses: [opened, ...resident.addresses],
        formerHome,
        feedbackFrom: formerHome && awaitedFrom(formerHome),
        closedOn: null,
        movedTo: null,
      },
    };
  };

/**
 * What the former authority sent. Without locks the wait is over; with locks they hold, also where an officer has ended the
 * wait meanwhile, and otherwise an officer ends it.
 */
export const receiveFeedback =
  (locks: readonly Lock[]): Rule<Resident> =>
  (resident) => {
    const added = locks.filter((lock) => !resident.locks.some((known) => sameLock(known, lock)));
    return {
      type: 'resident.feedback-received.v1',
      patch: locks.length === 0 ? { feedbackFrom: null } : lockValues([...resident.locks, ...added]),
    };
  };

/** An officer ends the wait for the feedback. */
export const endWait: Rule<Resident> = (resident) => {
  if (resident.feedbackFrom === null) throw new FeedbackNotAwaited();
  return { type: 'resident.feedback-received.v1', patch: { feedbackFrom: null } };
};

const sameLock = (one: Lock, other: Lock): boolean =>
  one.kind === other.kind && one.since === other.since && (one.until ?? null) === (other.until ?? null);
