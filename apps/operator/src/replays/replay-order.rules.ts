import { createHash } from 'node:crypto';
import { type ChangeEvent, changeTopic, deliveryTopic, type RegisterName } from '#libs/contracts';
import { dateOf, type Instant } from '#libs/identifiers';
import { RequestInvalid } from '#libs/service-kit';
import { TargetUnsuitable, TopicUnknown } from './replay.errors.ts';

/** Where a range begins or ends. Absent: at the oldest event retained; at the end of the log when the replay starts. */
export type Bound = { readonly time: string } | { readonly offset: number };

/**
 * Which events of one topic. Bounds are positions in the log: a time stands for the first event written at or after
 * it, in each partition, whatever the clocks of the writers said afterwards. Ends are exclusive.
 */
export interface Selection {
  readonly topic: string;
  /** Absent: all. */
  readonly partitions?: readonly number[];
  readonly from?: Bound;
  readonly to?: Bound;
  /** Event subjects (pseudonyms). Absent: all. */
  readonly keys?: readonly string[];
  /** Absent: all. */
  readonly types?: readonly string[];
}

export const targetKinds = ['group', 'side-topic', 'subscription', 'projection', 'file'] as const;
export type ReplayTarget =
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'side-topic'; readonly topic: string }
  | { readonly kind: 'subscription'; readonly subscription: string }
  | { readonly kind: 'projection' }
  | { readonly kind: 'file' };

/** What an approval covers. */
export interface ReplayOrder {
  readonly selection: Selection;
  readonly target: ReplayTarget;
  readonly ratePerSecond: number;
}

/** An order in the words of an operator: a register or a topic, a time or an offset. */
export interface OrderDraft {
  readonly register?: RegisterName;
  readonly topic?: string;
  readonly partitions?: readonly number[];
  readonly fromTime?: Instant;
  readonly fromOffset?: number;
  readonly toTime?: Instant;
  readonly toOffset?: number;
  readonly keys?: readonly string[];
  readonly types?: readonly string[];
  readonly target: TargetDraft;
  readonly ratePerSecond?: number;
}

export interface TargetDraft {
  readonly kind: ReplayTarget['kind'];
  readonly group?: string;
  readonly topic?: string;
  readonly subscription?: string;
}

/** SHA-256 (hex) over the order in one canonical form; two orders with one hash replay the same. */
export function orderHash({ selection, target, ratePerSecond }: ReplayOrder): string {
  const { topic, partitions, from, to, keys, types } = selection;
  const sorted = (values?: readonly (string | number)[]): unknown =>
    values ? [...new Set(values)].sort((a, b) => (a < b ? -1 : 1)) : null;
  const canonical = [
    topic,
    sorted(partitions),
    from ?? null,
    to ?? null,
    sorted(keys),
    sorted(types),
    Object.entries(target).sort(([a], [b]) => (a < b ? -1 : 1)),
    ratePerSecond,
  ];
  return createHash('sha256').update(JSON.stringify(canonical)).digest('hex');
}

/** The group whose consumers serve the gateway's subscriptions. */
const SUBSCRIPTIONS_GROUP = 'gateway.subscriptions';

/** Where on Kafka a replay is delivered to. */
export interface KafkaDestination {
  readonly topic: string;
  /** Who must have consumed the deliveries before the replay is done. */
  readonly group?: string;
  readonly replaytarget?: string;
}

export function destinationOf(target: ReplayTarget): KafkaDestination | undefined {
  if (target.kind === 'group') return { topic: deliveryTopic(target.group), group: target.group };
  if (target.kind === 'side-topic') return { topic: target.topic };
  if (target.kind !== 'subscription') return undefined;
  const group = SUBSCRIPTIONS_GROUP;
  return { topic: deliveryTopic(group), group, replaytarget: `subscription:${target.subscription}` };
}

/** Whether a readable event belongs to the selection; partition and range are the reader's part. */
export function matcherOf({ keys, types }: Selection): (event: ChangeEvent) => boolean {
  const wantedKeys = keys && new Set(keys);
  const wantedTypes = types && new Set(types);
  return ({ subject, type }) => (wantedKeys?.has(subject) ?? true) && (wantedTypes?.has(type) ?? true);
}

/** Whether the selection is all that the topic retains: a projection can then be built from nothing. */
export const isWhole = ({ partitions, from, to, keys, types }: Selection): boolean =>
  [partitions, from, to, keys, types].every((part) => part === undefined);

/** Topics that may be replayed: a register's changes, and what was replayed to the side before. */
export const isReplayable = (topic: string): boolean =>
  /^register\.[a-z0-9-]+\.changes\.v\d+$/.test(topic) || isSideTopic(topic);

/** Only names of this form may be written to as side topics, so that no replay reaches a stream that others read. */
export const isSideTopic = (topic: string): boolean => /^replay\.[a-z0-9][a-z0-9.-]{0,100}$/.test(topic);

/** Gentle enough for any consumer; who is in a hurry says so, and the approver sees it. */
const RATE_DEFAULT = 500;

/** @throws RequestInvalid, TopicUnknown, TargetUnsuitable */
export function orderOf(draft: OrderDraft): ReplayOrder {
  const { partitions, keys, types } = draft;
  const topic = topicOf(draft);
  const from = boundOf('from', draft.fromTime, draft.fromOffset, partitions);
  const to = boundOf('to', draft.toTime, draft.toOffset, partitions);
  const target = targetOf(draft.target, topic);
  return {
    selection: {
      topic,
      ...(partitions && { partitions }),
      ...(from && { from }),
      ...(to && { to }),
      ...(keys && { keys }),
      ...(types && { types }),
    },
    target,
    ratePerSecond: draft.ratePerSecond ?? RATE_DEFAULT,
  };
}

function topicOf({ register, topic }: OrderDraft): string {
  if ((register === undefined) === (topic === undefined)) {
    throw RequestInvalid.at('/register', 'Name either a register or a topic.');
  }
  const named = topic ?? (register && changeTopic(register)) ?? '';
  if (!isReplayable(named)) throw new TopicUnknown();
  return named;
}

function boundOf(
  member: 'from' | 'to',
  time: Instant | undefined,
  offset: number | undefined,
  partitions: readonly number[] | undefined,
): Bound | undefined {
  if (time !== undefined && offset !== undefined) {
    throw RequestInvalid.at(`/${member}Offset`, 'Give a time or an offset, not both.');
  }
  if (time !== undefined) return { time: dateOf(time).toISOString() };
  if (offset === undefined) return undefined;
  if (partitions?.length !== 1) {
    throw RequestInvalid.at('/partitions', 'An offset belongs to a partition: name exactly one.');
  }
  return { offset };
}

function targetOf({ kind, group, topic, subscription }: TargetDraft, source: string): ReplayTarget {
  const given = Object.entries({ group, topic, subscription }).filter(([, value]) => value !== undefined);
  const wanted = {
    group: 'group',
    'side-topic': 'topic',
    subscription: 'subscription',
    projection: '',
    file: '',
  };
  if (given.length !== (wanted[kind] === '' ? 0 : 1) || given.some(([member]) => member !== wanted[kind])) {
    const needs = wanted[kind] === '' ? 'nothing else' : `${wanted[kind]} and nothing else`;
    throw RequestInvalid.at('/target', `A target of kind ${kind} takes ${needs}.`);
  }
  if (kind === 'projection' && isSideTopic(source)) {
    throw new TargetUnsuitable('A projection is built from the changes of a register.');
  }
  if (kind === 'side-topic' && (!isSideTopic(topic ?? '') || topic === source)) {
    throw new TargetUnsuitable('A side topic is named replay.… and is not the source.');
  }
  if (group !== undefined) return { kind: 'group', group };
  if (topic !== undefined) return { kind: 'side-topic', topic };
  if (subscription !== undefined) return { kind: 'subscription', subscription };
  return { kind: kind === 'file' ? 'file' : 'projection' };
}
