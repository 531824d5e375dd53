import { DomainError } from '#libs/service-kit';

export class SubmissionTaken extends DomainError {
  readonly code = 'submission-taken';
  constructor() {
    super('Another clerk has taken the submission. Read it to see who.');
  }
}

export class SubmissionNotTaken extends DomainError {
  readonly code = 'submission-not-taken';
  constructor() {
    super('Take the submission first, and read it.');
  }
}

export class SubmissionChangedMeanwhile extends DomainError {
  readonly code = 'submission-changed-meanwhile';
  constructor() {
    super('The submission was changed meanwhile. Read it again.');
  }
}
