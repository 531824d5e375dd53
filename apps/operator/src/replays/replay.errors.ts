import { DomainError } from '#libs/service-kit';

export class ReplayUnknown extends DomainError {
  readonly code = 'replay-unknown';
  constructor() {
    super('There is no replay with this id.');
  }
}

/** The step does not fit the state; also when somebody else took a step at the same moment. */
export class ReplayStateUnsuitable extends DomainError {
  readonly code = 'replay-state-unsuitable';
  constructor(state: string, needed: readonly string[]) {
    super(`The replay is ${state}; this step is possible only while it is ${needed.join(' or ')}.`);
  }
}

export class ReportNotReady extends DomainError {
  readonly code = 'replay-state-unsuitable';
  constructor(state: string) {
    super(`The replay is ${state}; there is a report once it is done or failed.`);
  }
}

/** Four eyes: who asked for a replay cannot approve it. */
export class SelfApproval extends DomainError {
  readonly code = 'replay-self-approval';
  constructor() {
    super('You asked for this replay. Another operator has to approve it.');
  }
}

export const ANOTHER_DRY_RUN = 'You looked at another dry run than the last one.';

export class DryRunStale extends DomainError {
  readonly code = 'replay-dry-run-stale';
  constructor(why: string) {
    super(`${why} Do another dry run; then it can be approved.`);
  }
}

export class SelectionEmpty extends DomainError {
  readonly code = 'replay-selection-empty';
}

export class TargetUnsuitable extends DomainError {
  readonly code = 'replay-target-unsuitable';
}

export class TopicUnknown extends DomainError {
  readonly code = 'topic-unknown';
  constructor() {
    super('There is no such topic, or it is none that may be replayed.');
  }
}

/** Why a replay ends as failed: nothing that another attempt could mend. Anything else is retried for ever. */
export type ReplayFaultCode = 'retention-hole' | 'verification-failed' | 'target-unsuitable';

export class ReplayFault extends Error {
  constructor(
    readonly code: ReplayFaultCode,
    message: string,
  ) {
    super(message);
  }
}

/** Another runner took the replay over, or its state changed; whatever this one still holds is void. */
export class ReplayTakenOver extends Error {
  constructor() {
    super('Another runner took over the replay, or it is no longer running.');
  }
}
