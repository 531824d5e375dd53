import { createHash } from 'node:crypto';
import type { AccessClaims } from '#libs/contracts';
import { PersonRequired } from '#libs/service-kit';
import { requireRecentLogin } from '../recent-login.rules.ts';
import { GroupUnknown } from '../ask-kafka.ts';
import { destinationOf, orderHash } from './replay-order.rules.ts';
import {
  ANOTHER_DRY_RUN,
  DryRunStale,
  ReplayStateUnsuitable,
  SelectionEmpty,
  SelfApproval,
  TargetUnsuitable,
} from './replay.errors.ts';
import {
  allows,
  type DryRun,
  type DryRunCheck,
  type KeptDryRun,
  type Replay,
  replaySteps,
} from './replay.ts';

/** A count is a statement about a moment; after this it says too little about what would be replayed. */
const DRY_RUN_VALID_MS = 60 * 60_000;
/** An approval is acted upon on the same day or asked for again. */
const APPROVAL_VALID_MS = 12 * 60 * 60_000;

/** One dry run: what was counted, in one canonical form, and when; the next one has another hash, whatever it counts. */
export const dryRunHash = ({ hash: _kept, ...dryRun }: KeptDryRun, at: Date): string =>
  createHash('sha256')
    .update(canonical([at.toISOString(), dryRun]))
    .digest('hex');

/** JSON with the members of objects in one order, which a database need not keep. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );

/**
 * @param shownHash hash of the dry run that the approver looked at
 * @throws ReplayStateUnsuitable, PersonRequired, SelfApproval, LoginTooOld, DryRunStale, and what the checks found
 */
export function requireApprovable(
  replay: Replay,
  approver: Pick<AccessClaims, 'person' | 'authTime'>,
  shownHash: string,
  nowMs: number,
): void {
  if (!allows(replay.state, 'approval')) {
    throw new ReplayStateUnsuitable(replay.state, replaySteps.approval.from);
  }
  const { person } = approver;
  if (person === undefined) throw new PersonRequired();
  if (person.sub === replay.requestedBy && person.iss === replay.requestedIssuer) throw new SelfApproval();
  requireRecentLogin(approver, nowMs);
  const { dryRun, dryRunAt } = replay;
  if (!dryRun || !dryRunAt) throw new DryRunStale('The dry run is still counting.');
  if (nowMs - dryRunAt.getTime() > DRY_RUN_VALID_MS)
    throw new DryRunStale('The dry run is older than an hour.');
  if (dryRun.orderHash !== orderHash(replay))
    throw new DryRunStale('The dry run counted another selection, target or rate than would be replayed.');
  if (shownHash !== dryRunHash(dryRun, dryRunAt)) throw new DryRunStale(ANOTHER_DRY_RUN);
  requirePassed(replay, dryRun);
}

/** @throws GroupUnknown, TargetUnsuitable, SelectionEmpty */
export function requirePassed(
  { target }: Pick<Replay, 'target'>,
  { checks, retention }: Pick<DryRun, 'checks' | 'retention'>,
): void {
  const failed = checks.find(({ ok, blocking }) => !ok && blocking);
  if (!failed) return;
  const group = destinationOf(target)?.group;
  if (failed.check === 'target-group' && group !== undefined) throw new GroupUnknown([group]);
  throw refusalOf(failed, retention);
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

function refusalOf({ check, detail }: DryRunCheck, retention: DryRun['retention']): Error {
  if (check === 'target') return new TargetUnsuitable(detail);
  return new SelectionEmpty(retention.complete ? detail : `${detail} Select what is still there.`);
}
