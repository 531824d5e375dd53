import type { Counts, Tally } from './replay-tally.rules.ts';
import type { PartitionRange } from '#libs/kafka';
import type { Retention } from './replay-range.rules.ts';
import type { ReplayState } from './replay-life.rules.ts';
import type { ReplayOrder } from './replay-selection.rules.ts';
import type { ReplayFaultCode } from './replay-fault.ts';

/** One thing a dry run looked at. What is not `ok` and `blocking` keeps the replay from being approved. */
export interface DryRunCheck {
  readonly check: 'retention' | 'selection' | 'target' | 'target-group' | 'unreadable';
  readonly ok: boolean;
  readonly blocking: boolean;
  readonly detail: string;
}

export interface DryRun {
  /** Hash of the order that was counted. */
  readonly orderHash: string;
  readonly ranges: readonly PartitionRange[];
  readonly retention: Retention;
  /** Events read in the ranges; `selected` counts those that match. */
  readonly read: number;
  readonly selected: Counts;
  /** Messages that are no change events; they are never replayed. */
  readonly unreadable: number;
  readonly checks: readonly DryRunCheck[];
  readonly estimateSeconds: number;
}

/** What the runner last said about a replay at work. */
export interface RunnerProgress {
  readonly phase?: 'reading' | 'verifying' | 'waiting-for-group' | 'catching-up';
  readonly offsetsPerSecond?: number;
  readonly eventsPerSecond?: number;
  /** Class of the fault that is being retried. */
  readonly retrying?: string;
}

export interface Evidence {
  readonly verified: boolean;
  readonly source: Tally;
  /** Absent where a target does not hold the events themselves. */
  readonly target: Tally | null;
  /** What only this kind of target has to say: place of a file, rows of a projection, last offsets of a topic. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A row of the table `replay`. */
export interface Replay extends ReplayOrder {
  readonly id: string;
  readonly state: ReplayState;
  readonly orderHash: string;
  readonly reason: string;
  readonly ticket: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  readonly dryRun: DryRun | null;
  readonly dryRunAt: Date | null;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly approvedHash: string | null;
  readonly startedBy: string | null;
  readonly startedAt: Date | null;
  /** Frozen when the first runner took the replay over. */
  readonly ranges: readonly PartitionRange[] | null;
  /** End of each partition of the target topic before the first event was delivered. */
  readonly targetStart: Readonly<Record<string, number>> | null;
  readonly epoch: number;
  readonly progress: RunnerProgress;
  readonly evidence: Evidence | null;
  readonly failure: { readonly code: ReplayFaultCode; readonly detail: string } | null;
  readonly endedAt: Date | null;
  /** Compact JWS. */
  readonly report: string | null;
}

/** Columns under the names of {@link Replay}. */
export const replayColumns = `
  id, state, selection, target, rate_per_second as "ratePerSecond", order_hash as "orderHash", reason, ticket,
  requested_by as "requestedBy", requested_at as "requestedAt", expires_at as "expiresAt", dry_run as "dryRun",
  dry_run_at as "dryRunAt", approved_by as "approvedBy", approved_at as "approvedAt", approved_hash as "approvedHash",
  started_by as "startedBy", started_at as "startedAt", ranges, target_start as "targetStart", epoch::float8 as epoch,
  progress, evidence, failure, ended_at as "endedAt", report`;
