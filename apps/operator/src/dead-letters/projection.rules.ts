import type { Announcement } from './announcement.rules.ts';

/** What the projection knows of a dead letter before a batch. */
export interface KnownLetter {
  readonly id: string;
  readonly state: Announcement['state'];
  readonly attempts: number;
  readonly failedRedrives: number;
  readonly changedAt: Date;
  /** The last correction that was announced of it. */
  readonly correction: string | null;
}

export interface Step {
  readonly letterId: string;
  readonly announcement: Announcement;
}

export interface LetterChange {
  readonly letter: KnownLetter;
  readonly announcement: Announcement;
  readonly isNew: boolean;
  /** When it was first announced; meaningful for a new one. */
  readonly parkedAt: Date;
}

/** What a batch of announcements comes to. */
export interface Outcome {
  /** One per dead letter that is new or changed: its state after the batch. */
  readonly changes: readonly LetterChange[];
  /** Every announcement that said something new, in order. */
  readonly steps: readonly Step[];
  /** Ids of letters that left PARKED. */
  readonly settled: ReadonlySet<string>;
  /** Ids of letters that a redrive parked again. */
  readonly failedAgain: ReadonlySet<string>;
  /** Corrections that their groups told of. */
  readonly corrected: readonly (NonNullable<Announcement['corrected']> & Pick<Announcement, 'at'>)[];
}

/** A dead letter is one event, in one group, from one replay or none. */
export const identityOf = ({
  group,
  eventId,
  replayId,
}: Pick<Announcement, 'group' | 'eventId' | 'replayId'>): string => `${group}\n${eventId}\n${replayId}`;

/**
 * Folds announcements, in the order of their partition, into what is known. Consumers announce at least once, so one
 * that is repeated or older than what is known changes nothing.
 */
export function foldAnnouncements(
  known: ReadonlyMap<string, KnownLetter>,
  announcements: readonly Announcement[],
  newId: () => string,
): Outcome {
  const changes = new Map<string, LetterChange>();
  const steps: Step[] = [];
  const settled = new Set<string>();
  const failedAgain = new Set<string>();
  const corrected: Outcome['corrected'][number][] = [];
  for (const announcement of announcements) {
    const identity = identityOf(announcement);
    const earlier = changes.get(identity);
    const before = earlier?.letter ?? known.get(identity);
    if (before && !saysMore(before, announcement)) continue;
    const told = newlyCorrected(before, announcement);
    if (told) corrected.push({ ...told, at: announcement.at });
    const failed = before !== undefined && isFailure(before, announcement, told !== undefined);
    const id = before?.id ?? newId();
    const letter: KnownLetter = {
      id,
      state: announcement.state,
      attempts: announcement.attempts,
      failedRedrives: (before?.failedRedrives ?? 0) + (failed ? 1 : 0),
      changedAt: announcement.at,
      correction: announcement.corrected?.id ?? before?.correction ?? null,
    };
    const parkedAt = earlier?.parkedAt ?? announcement.at;
    changes.set(identity, { letter, announcement, isNew: !known.has(identity), parkedAt });
    steps.push({ letterId: id, announcement });
    if (failed) failedAgain.add(id);
    if (announcement.state === 'PARKED') settled.delete(id);
    else settled.add(id);
  }
  return { changes: [...changes.values()], steps, settled, failedAgain, corrected };
}

function newlyCorrected(
  before: KnownLetter | undefined,
  { corrected }: Announcement,
): Announcement['corrected'] | undefined {
  return corrected && corrected.id !== before?.correction ? corrected : undefined;
}

/** A group tells of a correction as it tells of a redrive that did not help, but for the attempts. */
const isFailure = (before: KnownLetter, { state, attempts }: Announcement, isCorrection: boolean): boolean =>
  state === 'PARKED' && !(isCorrection && attempts === before.attempts);

function saysMore(before: KnownLetter, announcement: Announcement): boolean {
  const { at, state, attempts } = announcement;
  const [then, now] = [before.changedAt.getTime(), at.getTime()];
  if (now !== then) return now > then;
  if (newlyCorrected(before, announcement)) return true;
  return state !== before.state || attempts > before.attempts;
}
