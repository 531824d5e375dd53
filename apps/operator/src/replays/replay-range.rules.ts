import type { PartitionRange, Watermarks } from '#libs/kafka';
import type { Bound, Selection } from './replay-selection.rules.ts';

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
