import type { Actor } from '#libs/contracts';
import { type Change, type SchemaFault, sha256Under, type Transform } from '#libs/corrections';
import { PersonRequired } from '#libs/service-kit';
import {
  CorrectionDryRunStale,
  CorrectionSelfApproval,
  CorrectionStateUnsuitable,
  OLDER_DRY_RUN,
} from './correction.errors.ts';

/**
 * A correction's life: draft → dry-run → approved → applied | refused, or cancelled before; lapsed where the group did not
 * answer, and applied after all where it then says that it had been.
 */
export const correctionStates = [
  'draft',
  'dry-run',
  'approved',
  'applied',
  'refused',
  'lapsed',
  'cancelled',
] as const;
export type CorrectionState = (typeof correctionStates)[number];

interface Step {
  readonly from: readonly CorrectionState[];
  readonly to: CorrectionState;
}

/** What operators do; the rest is told by the group. The database holds the same table (approvals-lapse.migration.ts). */
export const correctionSteps = {
  'dry-run': { from: ['draft', 'dry-run'], to: 'dry-run' },
  approval: { from: ['dry-run'], to: 'approved' },
  cancel: { from: ['draft', 'dry-run'], to: 'cancelled' },
} as const satisfies Record<string, Step>;
export type CorrectionStepName = keyof typeof correctionSteps;

/** What a dry run found; holds no value that could be personal. */
export interface CorrectionDryRun {
  /** Counts the dry runs of the correction. */
  readonly number: number;
  /** Over all that an approval covers; another dry run has another. */
  readonly hash: string;
  readonly originalSha256: string;
  readonly correctedSha256: string;
  readonly changes: readonly Change[];
  readonly faultsBefore: readonly SchemaFault[];
  /** Parked events of the same key and group, before and behind the one that is corrected. */
  readonly waitsFor: number;
  readonly holdsBack: number;
}

/** A row of the table `correction`, with what names its letter. */
export interface CorrectionRow {
  readonly id: string;
  readonly deadLetterId: string;
  readonly group: string;
  readonly type: string;
  readonly key: string;
  readonly eventId: string;
  readonly replayId: string;
  readonly state: CorrectionState;
  readonly transform: Transform;
  /** Keys its hashes; for the group alone. */
  readonly secret: string;
  readonly reason: string;
  readonly ticket: string;
  readonly requestedBy: string;
  /** Of the person; null where a machine asked, as it could once. */
  readonly requestedIssuer: string | null;
  readonly requestedClient: string | null;
  readonly requestedAt: Date;
  readonly dryRun: CorrectionDryRun | null;
  readonly dryRunAt: Date | null;
  readonly approvedBy: string | null;
  readonly approvedIssuer: string | null;
  readonly approvedClient: string | null;
  readonly approvedAt: Date | null;
  /** From then on its group does not apply it; null before it is approved. */
  readonly lapsesAt: Date | null;
  readonly failure: 'settled' | 'not-as-approved' | null;
  readonly endedAt: Date | null;
}

/** What is parked may be tried again meanwhile; after this a dry run says too little about it. */
export const DRY_RUN_VALID_MS = 60 * 60_000;

/** As long as a redrive waits for its group (redrive.sql.ts). */
export const LAPSES_AFTER_MS = 15 * 60_000;

/** HMAC-SHA256 (hex) over what is approved: which letter, what is done with it, and what it was and becomes. */
export function hashOf(
  { id, deadLetterId, transform, secret }: CorrectionRow,
  {
    number,
    originalSha256,
    correctedSha256,
  }: Pick<CorrectionDryRun, 'number' | 'originalSha256' | 'correctedSha256'>,
): string {
  const canonical = [id, deadLetterId, number, transform, originalSha256, correctedSha256];
  return sha256Under(secret, JSON.stringify(canonical));
}

/** @throws CorrectionStateUnsuitable */
export function requireStep({ state }: CorrectionRow, step: CorrectionStepName): void {
  const { from } = correctionSteps[step];
  if (!(from as readonly CorrectionState[]).includes(state)) throw new CorrectionStateUnsuitable(state, from);
}

/**
 * @param shownHash of the dry run that the approver looked at
 * @throws CorrectionStateUnsuitable, PersonRequired, CorrectionSelfApproval, CorrectionDryRunStale
 */
export function requireApprovable(
  correction: CorrectionRow,
  approver: Actor,
  shownHash: string,
  nowMs: number,
): CorrectionDryRun {
  const { state, dryRun, dryRunAt } = correction;
  if (state !== 'dry-run' || !dryRun || !dryRunAt)
    throw new CorrectionStateUnsuitable(state, correctionSteps.approval.from);
  const { person } = approver;
  if (person === undefined) throw new PersonRequired();
  if (person.sub === correction.requestedBy && person.iss === correction.requestedIssuer)
    throw new CorrectionSelfApproval();
  if (nowMs - dryRunAt.getTime() > DRY_RUN_VALID_MS)
    throw new CorrectionDryRunStale('The dry run is older than an hour.');
  // Three ways to the same number: what was kept, what was looked at, and what would be done.
  if (shownHash !== dryRun.hash || dryRun.hash !== hashOf(correction, dryRun))
    throw new CorrectionDryRunStale(OLDER_DRY_RUN);
  return dryRun;
}
