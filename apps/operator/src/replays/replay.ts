import type { PartitionRange } from '#libs/kafka';
import type { ReplayOrder } from './replay-order.rules.ts';
import type { Retention } from './replay-progress.rules.ts';
import type { Counts, Tally } from './replay-proof.rules.ts';
import type { ReplayFaultCode } from './replay.errors.ts';

/** A replay's life: draft → dry-run → approved → running ⇄ paused → done | cancelled | failed. */
export const replayStates = [
  'draft',
  'dry-run',
  'approved',
  'running',
  'paused',
  'done',
  'cancelled',
  'failed',
] as const;
export type ReplayState = (typeof replayStates)[number];

interface Step {
  readonly from: readonly ReplayState[];
  readonly to: ReplayState;
}

/**
 * Every step there is. A dry run may be repeated, and takes an approval with it: what was approved is what was counted.
 * The database holds the same table (replays.migration.ts) and refuses anything else.
 */
export const replaySteps = {
  'dry-run': { from: ['draft', 'dry-run', 'approved'], to: 'dry-run' },
  approval: { from: ['dry-run'], to: 'approved' },
  start: { from: ['approved'], to: 'running' },
  pause: { from: ['running'], to: 'paused' },
  resume: { from: ['paused'], to: 'running' },
  cancel: { from: ['draft', 'dry-run', 'approved', 'running', 'paused'], to: 'cancelled' },
  finish: { from: ['running'], to: 'done' },
  fail: { from: ['running'], to: 'failed' },
} as const satisfies Record<string, Step>;
export type ReplayStepName = keyof typeof replaySteps;

export const isOver = (state: ReplayState): boolean =>
  state === 'done' || state === 'cancelled' || state === 'failed';

export const allows = (state: ReplayState, step: ReplayStepName): boolean =>
  (replaySteps[step].from as readonly ReplayState[]).includes(state);

/** A draft that nobody started by then cannot be started any more. */
export const DRAFT_VALID_MS = 7 * 24 * 60 * 60_000;

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

/** As its row keeps it; those of earlier releases have no hash there. */
export interface KeptDryRun extends DryRun {
  readonly hash?: string;
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
  /** Of a person. Null where a machine asked, as it could once, or starts: `startedBy` is its client then. */
  readonly requestedIssuer: string | null;
  readonly requestedClient: string | null;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  readonly dryRun: KeptDryRun | null;
  readonly dryRunAt: Date | null;
  readonly approvedBy: string | null;
  readonly approvedIssuer: string | null;
  readonly approvedClient: string | null;
  readonly approvedAt: Date | null;
  readonly approvedHash: string | null;
  /** Of the dry run that the approver looked at. */
  readonly approvedDryRun: string | null;
  readonly startedBy: string | null;
  readonly startedIssuer: string | null;
  readonly startedClient: string | null;
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
  progress, evidence, failure, ended_at as "endedAt", report, requested_issuer as "requestedIssuer",
  requested_client as "requestedClient", approved_issuer as "approvedIssuer", approved_client as "approvedClient",
  started_issuer as "startedIssuer", started_client as "startedClient", approved_dry_run as "approvedDryRun"`;
