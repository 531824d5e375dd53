import type { Admin, Kafka, PartitionRange } from '#libs/kafka';
import type { Chunk, SelectedEvent } from './replay-chunks.ts';
import type { ReplayLease } from './replay-lease.ts';
import type { Position } from './replay-progress.rules.ts';
import type { Evidence, Replay } from './replay.ts';
import type { Tally } from './replay-tally.rules.ts';

/** Everything one term of work on one replay has at hand. */
export interface RunSurroundings {
  /** Its ranges are frozen. */
  readonly replay: Replay & { readonly ranges: readonly PartitionRange[] };
  readonly lease: ReplayLease;
  readonly kafka: Kafka;
  readonly admin: Admin;
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
  witness?(event: SelectedEvent): void;
  /** Reads the target again and compares. @param rereading what the source is found to hold, being read meanwhile */
  verify(rereading: Promise<Tally>): Promise<Evidence>;
  /** After the verification: makes it take effect, or waits until it has. */
  settle(evidence: Evidence): Promise<void>;
  close(): Promise<void>;
}
