import { type ChangeEvent, readChangeEvent, withoutTrace } from '#libs/contracts';
import type { Admin, Kafka, PartitionRange, Run } from '#libs/kafka';
import type { ReplayLease } from './replay-lease.ts';
import type { Position } from './replay-progress.rules.ts';
import type { Tally } from './replay-proof.rules.ts';
import type { Evidence, Replay } from './replay.ts';

/** Everything one term of work on one replay has at hand. */
export interface RunSurroundings {
  /** Its ranges are frozen. */
  readonly replay: Replay & { readonly ranges: readonly PartitionRange[] };
  readonly lease: ReplayLease;
  readonly kafka: Kafka;
  readonly admin: Admin;
  /** For files to deliver, and for what is set aside meanwhile because memory has no room for it. */
  readonly folder: string;
  /** Aborts when the replay is paused, cancelled or taken over, or the service ends. */
  readonly signal: AbortSignal;
}

/** Where a replay goes. Effects and checkpoint are one: after any crash either both are there or neither. */
export interface ReplaySink {
  /** Shuts out whoever wrote before, and says where to go on. */
  open(): Promise<readonly Position[]>;
  write(chunk: Chunk): Promise<void>;
  /** Told of every event of the selection while the source is read again. */
  witness?(events: readonly SelectedEvent[]): Promise<void>;
  /** Reads the target again and compares. @param rereading what the source is found to hold, being read meanwhile */
  verify(rereading: Promise<Tally>): Promise<Evidence>;
  /** After the verification: makes it take effect, or waits until it has. */
  settle(evidence: Evidence): Promise<void>;
  close(): Promise<void>;
}

/** An event of the selection, with its place. */
export interface SelectedEvent {
  readonly partition: number;
  readonly offset: number;
  readonly key: Buffer | null;
  /** Without the trace of its act, which ends with the first delivery. */
  readonly value: Buffer;
  readonly event: ChangeEvent;
}

/** What is done in one go: events to deliver, and where each partition then stands. */
export interface Chunk {
  readonly events: readonly SelectedEvent[];
  readonly positions: readonly Position[];
}

/** A checkpoint at least so often, however little of what is read is selected. */
const READ_MAX = 20_000;

/** Cuts what was read into chunks of at most `eventsMax` selected events, keeping the order of each partition. */
export class ChunkCutter {
  private readonly positions = new Map<number, { next: number; read: number; selected: number }>();
  private touched = new Set<number>();
  private events: SelectedEvent[] = [];
  private readSince = 0;

  /** @param start where each partition stands; unknown ones stand at 0 events */
  constructor(
    private readonly matches: (event: ChangeEvent) => boolean,
    private readonly eventsMax: number,
    start: readonly Position[] = [],
  ) {
    for (const { partition, next, read, selected } of start) {
      this.positions.set(partition, { next, read, selected });
    }
  }

  *cut(runs: readonly Run[]): Generator<Chunk> {
    for (const { partition, messages, next } of runs) {
      const position = this.positions.get(partition) ?? { next: 0, read: 0, selected: 0 };
      this.positions.set(partition, position);
      for (const { offset, key, value } of messages) {
        position.next = Number(offset) + 1;
        position.read += 1;
        this.readSince += 1;
        this.touched.add(partition);
        const event = readChangeEvent(value);
        if (event !== undefined && this.matches(event)) {
          position.selected += 1;
          this.events.push({ partition, offset: position.next - 1, key, value: withoutTrace(value!), event });
        }
        if (this.events.length >= this.eventsMax || this.readSince >= READ_MAX) yield this.take();
      }
      position.next = next;
      this.touched.add(partition);
    }
    if (this.events.length > 0) yield this.take();
  }

  /** What is left when everything was read; it holds no events. */
  rest(): Chunk | undefined {
    return this.touched.size > 0 ? this.take() : undefined;
  }

  private take(): Chunk {
    const positions = [...this.touched].map((partition) => ({
      partition,
      ...(this.positions.get(partition) ?? { next: 0, read: 0, selected: 0 }),
    }));
    const chunk = { events: this.events, positions };
    this.events = [];
    this.touched = new Set();
    this.readSince = 0;
    return chunk;
  }
}
