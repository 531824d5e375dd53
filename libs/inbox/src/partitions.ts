import { PartitionProgress } from './partition-progress.ts';

export interface PartitionName {
  readonly topic: string;
  readonly partition: number;
}

export interface Position extends PartitionName {
  readonly offset: string;
}

/** What a fetch brought; `batchSize` counts messages, the offsets also what is none. */
export interface Fetched extends PartitionName {
  readonly batchSize: number;
  readonly firstOffset: string | null;
  readonly lastOffset: string;
}

/** The partitions of which this process has messages in memory. */
export class Partitions {
  private readonly known = new Map<string, PartitionName & { readonly progress: PartitionProgress }>();
  private assigned: ReadonlySet<string> | undefined;

  /** True while this process is a member of the group. */
  get isAssigned(): boolean {
    return this.assigned !== undefined;
  }

  has({ topic, partition }: PartitionName): boolean {
    return this.assigned?.has(nameOf(topic, partition)) === true;
  }

  /**
   * What this member keeps, it goes on with: the broker hands out again what was read but not committed. Answers
   * the partitions that went to others while they were paused.
   */
  assign(assignment: Readonly<Record<string, readonly number[]>>): readonly PartitionName[] {
    this.assigned = new Set(
      Object.entries(assignment).flatMap(([topic, numbers]) => numbers.map((n) => nameOf(topic, n))),
    );
    const gone = [...this.known].filter(([name]) => this.assigned?.has(name) !== true);
    for (const [name, { progress }] of gone) {
      progress.abandoned = true;
      this.known.delete(name);
    }
    return gone.filter(([, { progress }]) => progress.paused).map(([, name]) => name);
  }

  /** The consumer ended; the next one knows of no pause. */
  unassign(): void {
    this.assigned = undefined;
    for (const { progress } of this.known.values()) progress.paused = false;
  }

  /** An offset below what was committed says that someone set the group back, or that the topic was made anew. */
  progressOf({ topic, partition }: PartitionName, firstOffset: number): PartitionProgress {
    const name = nameOf(topic, partition);
    const before = this.known.get(name)?.progress;
    if (before && firstOffset >= before.committed) return before;
    if (before) before.abandoned = true;
    const progress = new PartitionProgress();
    this.known.set(name, { topic, partition, progress });
    return progress;
  }

  /** True when there was nothing but markers, which are read without being handled. */
  passMarkers({ topic, partition, batchSize, firstOffset, lastOffset }: Fetched): boolean {
    const name = { topic, partition };
    if (batchSize > 0 || firstOffset === null || !this.has(name)) return false;
    this.progressOf(name, Number(firstOffset)).readUpTo(Number(lastOffset));
    return true;
  }

  /** Positions that moved since the last commit, and what to call when the broker has acknowledged them. */
  due(): { readonly positions: Position[]; readonly acknowledged: () => void } {
    const moved = [...this.known.values()]
      .map((known) => ({ ...known, position: known.progress.position }))
      .filter(({ progress, position }) => position > progress.committed);
    return {
      positions: moved.map(({ topic, partition, position }) => ({ topic, partition, offset: `${position}` })),
      acknowledged: () => moved.forEach(({ progress, position }) => (progress.committed = position)),
    };
  }

  /** Per topic, when its oldest message under way was written, in ms since the epoch. */
  oldestUnderWay(): ReadonlyMap<string, number> {
    const oldest = new Map<string, number>();
    for (const { topic, progress } of this.known.values()) {
      const written = progress.oldestTimestamp;
      if (written !== undefined) oldest.set(topic, Math.min(written, oldest.get(topic) ?? Infinity));
    }
    return oldest;
  }
}

const nameOf = (topic: string, partition: number): string => `${topic}/${partition}`;
