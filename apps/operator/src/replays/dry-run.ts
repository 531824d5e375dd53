import { deliveryTopic, readChangeEvent } from '#libs/contracts';
import {
  type Admin,
  describeGroup,
  isKnown,
  type Kafka,
  offsetsAtTime,
  topicExists,
  TopicReader,
  watermarksOf,
} from '#libs/kafka';
import {
  destinationOf,
  isSideTopic,
  isWhole,
  matcherOf,
  orderHash,
  type ReplayOrder,
  type ReplayTarget,
  type Selection,
} from './replay-order.rules.ts';
import {
  estimateSeconds,
  offsetsIn,
  type ResolvedRange,
  resolveRange,
  unknownPartitions,
} from './replay-progress.rules.ts';
import { EventCounter } from './replay-proof.rules.ts';
import type { DryRun, DryRunCheck } from './replay.ts';

export interface DryRunOptions {
  readonly kafka: Kafka;
  readonly admin: Admin;
  readonly groupId: string;
  readonly signal: AbortSignal;
}

/** The selection's bounds as offsets, at this moment. */
export async function resolveNow(admin: Admin, selection: Selection): Promise<ResolvedRange> {
  const { topic, from, to } = selection;
  const marks = await watermarksOf(admin, topic);
  const atTimes = new Map<string, ReadonlyMap<number, number>>();
  for (const bound of [from, to]) {
    if (bound === undefined || !('time' in bound)) continue;
    atTimes.set(bound.time, await offsetsAtTime(admin, topic, Date.parse(bound.time)));
  }
  return resolveRange(selection, marks, (time) => atTimes.get(time) ?? new Map<number, number>());
}

/** Counts by really reading: offsets say nothing about types and keys, and not even how many events there are. */
export async function countReplay(order: ReplayOrder, options: DryRunOptions): Promise<DryRun> {
  const { admin } = options;
  const { selection, target, ratePerSecond } = order;
  const { ranges, retention } = await resolveNow(admin, selection);
  const matches = matcherOf(selection);
  const counter = new EventCounter();
  const begun = performance.now();
  let read = 0;
  let unreadable = 0;
  const reader = new TopicReader({ ...options, topic: selection.topic, ranges });
  for await (const runs of reader.read()) {
    for (const { partition, messages } of runs) {
      for (const { value } of messages) {
        read += 1;
        const event = readChangeEvent(value);
        if (event === undefined) unreadable += 1;
        else if (matches(event)) counter.add(event.type, partition);
      }
    }
  }
  const selected = counter.counts();
  const readSeconds = (performance.now() - begun) / 1_000;
  return {
    orderHash: orderHash(order),
    ranges,
    retention,
    read,
    selected,
    unreadable,
    checks: [
      retentionCheck(selection, retention, offsetsIn(ranges)),
      selectionCheck(selected.events),
      ...(unreadable > 0 ? [unreadableCheck(unreadable)] : []),
      ...(await checkTarget(admin, order.selection, target)),
    ],
    estimateSeconds: estimateSeconds({ selected: selected.events, read }, ratePerSecond, readSeconds),
  };
}

/** @returns what keeps the selection from being read at all, in words; undefined when nothing does */
export async function selectionProblem(admin: Admin, selection: Selection): Promise<string | undefined> {
  const unknown = unknownPartitions(selection, await watermarksOf(admin, selection.topic));
  return unknown.length > 0 ? `The topic has no partition ${unknown.join(', ')}.` : undefined;
}

function retentionCheck(
  { from }: Selection,
  { complete, holes }: ResolvedRange['retention'],
  offsets: number,
): DryRunCheck {
  const gone = holes.map(({ partition, oldest }) => `${partition} (oldest offset ${oldest})`).join(', ');
  const whole = from === undefined ? 'From the oldest event retained' : 'The whole range is retained';
  return {
    check: 'retention',
    ok: complete,
    blocking: true,
    detail: complete
      ? `${whole}: ${offsets} offsets.`
      : `The wanted beginning is no longer retained in partition ${gone}.`,
  };
}

const selectionCheck = (events: number): DryRunCheck => ({
  check: 'selection',
  ok: events > 0,
  blocking: true,
  detail:
    events === 0
      ? 'No event matches the selection.'
      : counted(events, 'One event matches.', `${events} events match.`),
});

const unreadableCheck = (count: number): DryRunCheck => ({
  check: 'unreadable',
  ok: false,
  blocking: false,
  detail: counted(
    count,
    'One message is no change event; it is left out.',
    `${count} messages are no change events; they are left out.`,
  ),
});

const counted = (count: number, one: string, many: string): string => (count === 1 ? one : many);

/** Whether the target is there and likely to take what it gets. */
export async function checkTarget(
  admin: Admin,
  selection: Selection,
  target: ReplayTarget,
): Promise<readonly DryRunCheck[]> {
  const group = destinationOf(target)?.group;
  if (group !== undefined) return checkGroup(admin, group);
  if (target.kind === 'side-topic') return [await checkSideTopic(admin, selection, target.topic)];
  if (target.kind === 'file') return [passed('The file is written to the replay folder of this service.')];
  return [
    passed(
      isWhole(selection)
        ? 'The projection is rebuilt from nothing and takes over once verified.'
        : 'The selection corrects a copy of the projection, which takes over once verified.',
    ),
  ];
}

async function checkGroup(admin: Admin, group: string): Promise<readonly DryRunCheck[]> {
  const topic = deliveryTopic(group);
  const found = await describeGroup(admin, group);
  const known = isKnown(found);
  const live = known && found.members.length > 0;
  const there = await topicExists(admin, topic);
  return [
    { ...passed(there ? `${topic} exists.` : `There is no topic ${topic}.`), ok: there },
    {
      check: 'target-group',
      ok: live,
      // A group that is down for an hour finds its deliveries when it comes back; one that never was is a typing error.
      blocking: !known,
      detail: groupDetail(group, known, live),
    },
  ];
}

function groupDetail(group: string, known: boolean, live: boolean): string {
  if (!known) return `There is no consumer group ${group}.`;
  return live
    ? `${group} has members.`
    : `${group} is inactive now; the replay will not be done until it has consumed everything.`;
}

async function checkSideTopic(
  admin: Admin,
  { topic: source }: Selection,
  topic: string,
): Promise<DryRunCheck> {
  if (!isSideTopic(topic) || topic === source) {
    return { ...passed(`${topic} is not a name for a side topic: replay.…, and not the source.`), ok: false };
  }
  const there = await topicExists(admin, topic);
  return passed(there ? `${topic} exists; what it holds stays.` : `${topic} will be created.`);
}

const passed = (detail: string): DryRunCheck => ({ check: 'target', ok: true, blocking: true, detail });
