import { type ChangeEvent, readChangeEvent } from '#libs/contracts';
import type { Run } from '#libs/kafka';
import type { Position } from './replay-progress.rules.ts';

/** An event of the selection, with its place. */
export interface SelectedEvent {
  readonly partition: number;
  readonly offset: number;
  readonly key: Buffer | null;
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
          this.events.push({ partition, offset: position.next - 1, key, value: value!, event });
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
