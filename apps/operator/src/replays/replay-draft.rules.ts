import { changeTopic } from '#libs/contracts';
import { dateOf, type Instant } from '#libs/identifiers';
import type { ReplayDraftDto, ReplayTargetDto } from './replay-draft.dto.ts';
import { ReplayMembers, TargetUnsuitable, TopicUnknown } from './replay.errors.ts';
import {
  type Bound,
  isReplayable,
  isSideTopic,
  type ReplayOrder,
  type ReplayTarget,
} from './replay-selection.rules.ts';

/** Gentle enough for any consumer; who is in a hurry says so, and the approver sees it. */
const RATE_DEFAULT = 500;

/** @throws ReplayMembers, TopicUnknown, TargetUnsuitable */
export function orderOf(draft: ReplayDraftDto): ReplayOrder {
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

function topicOf({ register, topic }: ReplayDraftDto): string {
  if ((register === undefined) === (topic === undefined)) {
    throw new ReplayMembers('/register', 'Name either a register or a topic.');
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
    throw new ReplayMembers(`/${member}Offset`, 'Give a time or an offset, not both.');
  }
  if (time !== undefined) return { time: dateOf(time).toISOString() };
  if (offset === undefined) return undefined;
  if (partitions?.length !== 1) {
    throw new ReplayMembers('/partitions', 'An offset belongs to a partition: name exactly one.');
  }
  return { offset };
}

function targetOf({ kind, group, topic, subscription }: ReplayTargetDto, source: string): ReplayTarget {
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
    throw new ReplayMembers('/target', `A target of kind ${kind} takes ${needs}.`);
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
