import { allows, DRY_RUN_VALID_MS, replaySteps } from './replay-life.rules.ts';
import { orderHash } from './replay-selection.rules.ts';
import {
  DryRunStale,
  GroupUnknown,
  ReplayStateUnsuitable,
  SelectionEmpty,
  SelfApproval,
  TargetUnsuitable,
} from './replay.errors.ts';
import type { DryRun, DryRunCheck, Replay } from './replay.ts';

/** An approval is acted upon on the same day or asked for again. */
const APPROVAL_VALID_MS = 12 * 60 * 60_000;

/**
 * @param shownHash order hash of the dry run that the approver looked at
 * @throws ReplayStateUnsuitable, SelfApproval, DryRunStale, and what the dry run's checks found
 */
export function requireApprovable(replay: Replay, approver: string, shownHash: string, nowMs: number): void {
  if (!allows(replay.state, 'approval')) {
    throw new ReplayStateUnsuitable(replay.state, replaySteps.approval.from);
  }
  if (approver === replay.requestedBy) throw new SelfApproval();
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
