import type { Actor } from '#libs/contracts';
import type { PartitionRange } from '#libs/kafka';
import { PersonRequired } from '#libs/service-kit';
import { orderHash, type ReplayOrder } from './replay-order.rules.ts';
import type { Retention } from './replay-progress.rules.ts';
import type { Counts, Tally } from './replay-proof.rules.ts';
import {
  DryRunStale,
  GroupUnknown,
  type ReplayFaultCode,
  ReplayStateUnsuitable,
  SelectionEmpty,
  SelfApproval,
  TargetUnsuitable,
} from './replay.errors.ts';

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

/** A count is a statement about a moment; after this it says too little about what would be replayed. */
export const DRY_RUN_VALID_MS = 60 * 60_000;
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
  /** Of a person; null where a machine asked, and `requestedBy` is its client. So with the other steps. */
  readonly requestedIssuer: string | null;
  readonly requestedClient: string | null;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  readonly dryRun: DryRun | null;
  readonly dryRunAt: Date | null;
  readonly approvedBy: string | null;
  readonly approvedIssuer: string | null;
  readonly approvedClient: string | null;
  readonly approvedAt: Date | null;
  readonly approvedHash: string | null;
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
  started_issuer as "startedIssuer", started_client as "startedClient"`;

/** An approval is acted upon on the same day or asked for again. */
const APPROVAL_VALID_MS = 12 * 60 * 60_000;

/**
 * @param shownHash order hash of the dry run that the approver looked at
 * @throws ReplayStateUnsuitable, PersonRequired, SelfApproval, DryRunStale, and what the dry run's checks found
 */
export function requireApprovable(replay: Replay, approver: Actor, shownHash: string, nowMs: number): void {
  if (!allows(replay.state, 'approval')) {
    throw new ReplayStateUnsuitable(replay.state, replaySteps.approval.from);
  }
  const { person } = approver;
  if (person === undefined) throw new PersonRequired();
  if (person.sub === replay.requestedBy && person.iss === replay.requestedIssuer) throw new SelfApproval();
  const { dryRun, dryRunAt } = replay;
  if (!dryRun || !dryRunAt) throw new DryRunStale('The dry run is still counting.');
  if (nowMs - dryRunAt.getTime() > DRY_RUN_VALID_MS)
    throw new DryRunStale('The dry run is older than an hour.');
  // Three ways to the same number: what was counted, what was looked at, and what would be replayed.
  if (dryRun.orderHash !== orderHash(replay) || shownHash !== dryRun.orderHash) {
    throw new DryRunStale('The dry run counted another selection, target or rate than would be replayed.');
  }
  const [failed] = dryRun.checks.filter(({ ok, blocking }) => !ok && blocking);
  if (failed) throw refusalOf(failed, dryRun);
}

/** @throws ReplayStateUnsuitable, DryRunStale */
export function requireStartable(replay: Replay, nowMs: number): void {
  if (!allows(replay.state, 'start')) throw new ReplayStateUnsuitable(replay.state, replaySteps.start.from);
  if (replay.approvedHash !== orderHash(replay)) {
    throw new DryRunStale('Something else was approved than would be replayed.');
  }
  if (nowMs > replay.expiresAt.getTime() || nowMs - (replay.approvedAt?.getTime() ?? 0) > APPROVAL_VALID_MS) {
    throw new DryRunStale('The approval has expired.');
  }
}

function refusalOf({ check, detail }: DryRunCheck, { retention }: DryRun): Error {
  if (check === 'target-group') return new GroupUnknown();
  if (check === 'target') return new TargetUnsuitable(detail);
  return new SelectionEmpty(retention.complete ? detail : `${detail} Select what is still there.`);
}
