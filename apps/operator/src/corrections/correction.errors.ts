import type { CorrectionFault } from '#libs/corrections';
import type { ProblemDetailItem } from '#libs/contracts';
import { DomainError } from '#libs/service-kit';

export class CorrectionUnknown extends DomainError {
  readonly code = 'correction-unknown';
  constructor() {
    super('There is no correction of this id.');
  }
}

/** Two operators at one dead letter: the second is told of the first. */
export class CorrectionOpen extends DomainError {
  readonly code = 'correction-open';
  constructor(id: string, state: string, lapsesAt: Date | null) {
    const until = lapsesAt === null ? '' : ` or lapses (${lapsesAt.toISOString()})`;
    const then =
      state === 'approved' ? `Wait until it is applied${until}.` : 'Go on with that one, or cancel it.';
    super(`Correction ${id} of this dead letter is ${state}. ${then}`);
  }
}

export class CorrectionStateUnsuitable extends DomainError {
  readonly code = 'correction-state-unsuitable';
  constructor(state: string, needed: readonly string[]) {
    super(`The correction is ${state}; this step is possible only while it is ${needed.join(' or ')}.`);
  }
}

/** Four eyes: who drafted a correction cannot approve it. */
export class CorrectionSelfApproval extends DomainError {
  readonly code = 'correction-self-approval';
  constructor() {
    super('You drafted this correction. Another operator has to approve it.');
  }
}

export const OLDER_DRY_RUN = 'You looked at an older dry run than the last one.';

export class CorrectionDryRunStale extends DomainError {
  readonly code = 'correction-dry-run-stale';
  constructor(why: string) {
    super(`${why} Do another dry run, and look at it; then it can be approved.`);
  }
}

export class CorrectionUnsuitable extends DomainError {
  readonly code = 'correction-unsuitable';
  override readonly items: readonly ProblemDetailItem[];
  constructor(faults: readonly CorrectionFault[]) {
    super('The transform cannot be applied to this event. Draft another one.');
    this.items = faults.map(({ pointer, detail }) => ({
      pointer: `/transform${pointer}`,
      code: this.code,
      detail,
    }));
  }
}

export class DeadLetterNotCorrectable extends DomainError {
  readonly code = 'dead-letter-not-correctable';
}
