import type { PartitionRange, Watermarks } from '#libs/kafka';
import { pause } from '#libs/service-kit';
import type { Bound, Selection } from './replay-order.rules.ts';

/** First offset at or after an instant per partition; the high watermark where there is none. */
export type OffsetsAt = (time: string) => ReadonlyMap<number, number>;

export interface Retention {
  /** False when events of the wanted range are gone. */
  readonly complete: boolean;
  /** Partitions whose wanted beginning is no longer retained, with the oldest offset that is. */
  readonly holes: readonly { readonly partition: number; readonly wanted: number; readonly oldest: number }[];
}

export interface ResolvedRange {
  readonly ranges: readonly PartitionRange[];
  readonly retention: Retention;
}

/** Partitions of the selection that the topic does not have. */
export const unknownPartitions = (selection: Selection, marks: readonly Watermarks[]): number[] =>
  (selection.partitions ?? []).filter((wanted) => !marks.some(({ partition }) => partition === wanted));

/**
 * Turns bounds into offsets. A time before the oldest event retained counts as a hole unless nothing was ever deleted:
 * nobody can say that the deleted events were all older.
 */
export function resolveRange(
  selection: Selection,
  marks: readonly Watermarks[],
  offsetsAt: OffsetsAt,
): ResolvedRange {
  const wanted = selection.partitions && new Set(selection.partitions);
  const chosen = marks.filter(({ partition }) => wanted?.has(partition) ?? true);
  const holes: { partition: number; wanted: number; oldest: number }[] = [];
  const ranges = chosen.map(({ partition, low, high }) => {
    const from = position(selection.from, partition, low, offsetsAt);
    const to = Math.min(high, position(selection.to, partition, high, offsetsAt));
    if (isHole(selection.from, from, low)) holes.push({ partition, wanted: from, oldest: low });
    const start = Math.max(from, low);
    return { partition, from: start, to: Math.max(start, to) };
  });
  return { ranges, retention: { complete: holes.length === 0, holes } };
}

function position(bound: Bound | undefined, partition: number, absent: number, offsetsAt: OffsetsAt): number {
  if (bound === undefined) return absent;
  return 'offset' in bound ? bound.offset : (offsetsAt(bound.time).get(partition) ?? absent);
}

function isHole(bound: Bound | undefined, from: number, low: number): boolean {
  if (bound === undefined || low === 0) return false;
  return 'offset' in bound ? bound.offset < low : from <= low;
}

/** Offsets left to read; an upper bound for events, because transaction markers take offsets too. */
export const offsetsIn = (ranges: readonly PartitionRange[]): number =>
  ranges.reduce((sum, { from, to }) => sum + to - from, 0);

export interface Position {
  readonly partition: number;
  /** Next offset to read. */
  readonly next: number;
  /** Events read and events delivered so far. */
  readonly read: number;
  readonly selected: number;
}

export interface Progress {
  /** Offsets passed and in all; the measure of how far it is, because what is left is not yet known by kind. */
  readonly passedOffsets: number;
  readonly totalOffsets: number;
  readonly percent: number;
  readonly read: number;
  readonly delivered: number;
  /** Absent while unknown: before the start, when nothing moves, and after the end. */
  readonly etaSeconds?: number;
}

/** @param offsetsPerSecond how fast it has been going lately; 0 or absent when it stands still */
export function progressOf(
  ranges: readonly PartitionRange[],
  positions: readonly Position[],
  offsetsPerSecond = 0,
): Progress {
  const byPartition = new Map(positions.map((position) => [position.partition, position]));
  const totalOffsets = offsetsIn(ranges);
  const passedOffsets = ranges.reduce((sum, { partition, from, to }) => {
    const next = byPartition.get(partition)?.next ?? from;
    return sum + Math.min(to, Math.max(from, next)) - from;
  }, 0);
  const left = totalOffsets - passedOffsets;
  return {
    passedOffsets,
    totalOffsets,
    percent: totalOffsets === 0 ? 100 : Math.floor((passedOffsets * 1_000) / totalOffsets) / 10,
    read: positions.reduce((sum, { read }) => sum + read, 0),
    delivered: positions.reduce((sum, { selected }) => sum + selected, 0),
    ...(left > 0 && offsetsPerSecond > 0 && { etaSeconds: Math.ceil(left / offsetsPerSecond) }),
  };
}

/** How fast something goes lately: the older a piece of progress, the less it counts. */
export class RecentRate {
  private value = 0;
  private at: number | undefined;

  constructor(private readonly halfLifeMs = 3_000) {}

  /** @returns units per second */
  add(units: number, nowMs: number): number {
    const elapsed = this.at === undefined ? 0 : nowMs - this.at;
    this.at ??= nowMs;
    if (elapsed <= 0) return this.value;
    this.at = nowMs;
    const current = (units * 1_000) / elapsed;
    const weight = this.value === 0 ? 1 : 1 - 2 ** (-elapsed / this.halfLifeMs);
    this.value += weight * (current - this.value);
    return this.value;
  }
}

/** Seconds that delivering takes at best: the rate limit or the reading, whichever is slower. */
export function estimateSeconds(
  counts: { readonly selected: number; readonly read: number },
  ratePerSecond: number,
  readSeconds: number,
): number {
  // Verification reads source and target once more.
  return Math.ceil(Math.max(counts.selected / ratePerSecond, readSeconds) + 2 * readSeconds);
}

/** Longest burst, in seconds of the rate: short enough that no second carries noticeably more than the rate. */
const BURST_S = 0.1;

/** Lets through `perSecond` events on average, in bursts of at most a tenth of a second's worth (one at least). */
export class TokenBucket {
  readonly burst: number;
  private tokens: number;
  private filledAt: number;

  constructor(
    private readonly perSecond: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.burst = Math.max(1, Math.floor(perSecond * BURST_S));
    this.tokens = 0;
    this.filledAt = now();
  }

  /** Milliseconds until `count` (at most {@link burst}) may pass; 0 takes them. */
  tryTake(count: number): number {
    const at = this.now();
    this.tokens = Math.min(this.burst, this.tokens + ((at - this.filledAt) * this.perSecond) / 1_000);
    this.filledAt = at;
    // A billionth of slack: what was waited for must not be missed by a rounding.
    if (this.tokens + 1e-9 < count) return Math.ceil(((count - this.tokens) * 1_000) / this.perSecond);
    this.tokens -= count;
    return 0;
  }

  /** Resolves when `count` may pass; rejects when the signal aborts. */
  async take(count: number, signal: AbortSignal): Promise<void> {
    // by hand: how long depends on what others took meanwhile
    for (let waitMs = this.tryTake(count); waitMs > 0; waitMs = this.tryTake(count)) {
      await pause(waitMs, signal);
      signal.throwIfAborted();
    }
  }
}
