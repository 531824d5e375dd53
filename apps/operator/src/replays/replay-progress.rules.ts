import type { PartitionRange } from '#libs/kafka';
import { offsetsIn } from './replay-range.rules.ts';

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
