import type { RegisterName } from '#libs/contracts';

/** An act that was acknowledged. */
export interface Acknowledged {
  /** The record. */
  readonly id: string;
  readonly version: number;
  readonly eventId: string;
}

/** A lookup that was answered with evidence. */
export interface AnsweredLookup {
  readonly id: string;
  readonly register: RegisterName;
}

export interface Kept {
  readonly acts: readonly Acknowledged[];
  readonly lookups: readonly AnsweredLookup[];
}

/** What stands where it has to, in the end. */
export interface Found {
  /** Acts in the histories of the records that were acted on, since the first. */
  readonly history: readonly Acknowledged[];
  /** Ids of the events of the feed, read once from its beginning to its end. */
  readonly feed: readonly string[];
  /** Ids of lookups with a decision and its outcome, at the gateway. */
  readonly decided: readonly string[];
  /** Ids of lookups in the logs of the registers. */
  readonly disclosed: Readonly<Record<RegisterName, readonly string[]>>;
}

const key = ({ id, version, eventId }: Acknowledged): string => `${id} ${version} ${eventId}`;
const missing = (kept: readonly string[], found: readonly string[]): number => {
  const there = new Set(found);
  return kept.filter((each) => !there.has(each)).length;
};
const repeated = (found: readonly string[]): number => found.length - new Set(found).size;

/**
 * Holds what callers were told against what is there.
 * @returns one sentence that counts what was lost and what is there too often; nothing when all is right
 */
export function losses(
  { acts, lookups }: Kept,
  { history, feed, decided, disclosed }: Found,
): string | undefined {
  const acknowledged = acts.map(key);
  const recorded = history.map(key);
  const events = acts.map(({ eventId }) => eventId);
  const ids = lookups.map(({ id }) => id);
  const counts: readonly (readonly [number, string])[] = [
    [missing(acknowledged, recorded), 'acknowledged acts are not in the register'],
    [missing(recorded, acknowledged), 'acts are in the register that nobody was told of'],
    [repeated(history.map(({ id, version }) => `${id} ${version}`)), 'acts are in the register twice'],
    [repeated(acknowledged), 'acts were acknowledged twice'],
    [missing(events, feed), 'change events did not arrive'],
    [repeated(feed), 'change events are in the feed twice'],
    [missing(ids, decided), 'answered lookups are not in the log of the gateway'],
    [
      lookups.filter(({ id, register }) => !disclosed[register].includes(id)).length,
      'answered lookups are not in the log of the register',
    ],
  ];
  const wrong = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return wrong.length === 0
    ? undefined
    : `Of ${acts.length} acts and ${lookups.length} lookups: ${wrong.join(', ')}.`;
}
