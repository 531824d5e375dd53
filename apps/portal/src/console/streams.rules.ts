import { createHash } from 'node:crypto';
import type { Operator } from '#libs/client';

type Streams = Operator.Streams;

/** While Kafka is away, what it told last; nothing where that is not known. */
export const ofKafka = ({ lastOfKafka, ...streams }: Streams): Pick<Streams, 'topics' | 'groups'> =>
  lastOfKafka ?? streams;

export const isKafkaAway = ({ missing }: Streams): boolean => missing.some(({ part }) => part === 'kafka');

/** How soon somebody should look; the first is the worst. */
export const urgencies = ['danger', 'warning', 'success'] as const;
export type Urgency = (typeof urgencies)[number];

/** A consumer group with what it has parked; without `state` Kafka does not know it, or cannot be asked. */
export interface GroupStanding {
  readonly name: string;
  /** Kafka answers, and does not know it. */
  readonly hasVanished: boolean;
  readonly state?: string;
  readonly members?: number;
  readonly lagEvents?: number;
  readonly lagSeconds?: number;
  readonly parked: number;
  readonly keysBlocked: number;
  readonly urgency: Urgency;
}

export interface RelayStanding {
  readonly name: string;
  readonly backlogEvents: number;
  readonly ageSeconds: number;
  readonly isLeading: boolean;
  readonly urgency: Urgency;
}

/** From when on what waits is told as late, and as too late. */
const LATE_S = 60;
const TOO_LATE_S = 600;

const byAge = (seconds: number): Urgency => {
  if (seconds >= TOO_LATE_S) return 'danger';
  return seconds >= LATE_S ? 'warning' : 'success';
};

const worse = (one: Urgency, other: Urgency): Urgency =>
  urgencies.indexOf(one) <= urgencies.indexOf(other) ? one : other;

function urgencyOf({ hasVanished, members, lagEvents = 0, lagSeconds = 0, ...letters }: Unjudged): Urgency {
  const { parked, keysBlocked } = letters;
  // Nobody reads what there is to read, or handles what is parked; or events of a subject wait behind one that failed.
  if (hasVanished || (members === 0 && lagEvents > 0) || keysBlocked > 0) return 'danger';
  return worse(parked > 0 ? 'warning' : 'success', byAge(lagSeconds));
}
type Unjudged = Omit<GroupStanding, 'urgency'>;

const byUrgency = (one: { readonly urgency: Urgency }, other: { readonly urgency: Urgency }): number =>
  urgencies.indexOf(one.urgency) - urgencies.indexOf(other.urgency);

/** The worst first. */
export function groupsOf(streams: Streams): readonly GroupStanding[] {
  const { deadLetters } = streams;
  const { groups } = ofKafka(streams);
  const names = new Set(
    [...groups, ...deadLetters.map(({ group: name }) => ({ name }))].map((each) => each.name),
  );
  const standings = [...names].map((name): GroupStanding => {
    const group = groups.find((each) => each.name === name);
    const { parked = 0, keysBlocked = 0 } = deadLetters.find((each) => each.group === name) ?? {};
    const unjudged: Unjudged = {
      ...{ name, parked, keysBlocked, hasVanished: group === undefined && !isKafkaAway(streams) },
      ...(group && { state: group.state, members: group.members, lagEvents: group.lagEvents }),
      ...(group?.lagSeconds !== undefined && { lagSeconds: group.lagSeconds }),
    };
    return { ...unjudged, urgency: urgencyOf(unjudged) };
  });
  return standings.toSorted(
    (one, other) =>
      byUrgency(one, other) ||
      (other.lagSeconds ?? 0) - (one.lagSeconds ?? 0) ||
      (other.lagEvents ?? 0) - (one.lagEvents ?? 0) ||
      other.parked - one.parked ||
      one.name.localeCompare(other.name),
  );
}

export function relaysOf({ relays }: Streams): readonly RelayStanding[] {
  return relays
    .map(({ register, backlogEvents, oldestEventAgeSeconds, leading }) => ({
      name: register,
      backlogEvents,
      ageSeconds: Math.round(oldestEventAgeSeconds),
      isLeading: leading,
      urgency: leading ? byAge(oldestEventAgeSeconds) : ('danger' as const),
    }))
    .toSorted((one, other) => byUrgency(one, other) || other.ageSeconds - one.ageSeconds);
}

/** Names a row of the page to its script: a stream of events carries counts, and no name that somebody else chose. */
export const rowKey = (kind: 'group' | 'relay' | 'topic', name: string): string =>
  createHash('sha256').update(`${kind}:${name}`).digest('base64url').slice(0, 12);
