import { readChangeEvent } from '#libs/contracts';
import { type Admin, type Kafka, offsetsAtTime, TopicReader, watermarksOf } from '#libs/kafka';
import { estimateSeconds } from './replay-progress.rules.ts';
import { offsetsIn, resolveRange, unknownPartitions, type ResolvedRange } from './replay-range.rules.ts';
import { matcherOf, orderHash, type ReplayOrder, type Selection } from './replay-selection.rules.ts';
import { EventCounter } from './replay-tally.rules.ts';
import type { DryRun, DryRunCheck } from './replay.ts';
import { checkTarget } from './target-checks.ts';

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
  detail: events > 0 ? `${events} events match.` : 'No event matches the selection.',
});

const unreadableCheck = (count: number): DryRunCheck => ({
  check: 'unreadable',
  ok: false,
  blocking: false,
  detail: `${count} messages are no change events; they are left out.`,
});
