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

export class SubmissionPaperOpen extends DomainError {
  readonly code = 'submission-paper-open';
  constructor() {
    super(
      'A paper is still open. Note that you have seen it, or say in withoutPaper why you decide all the same.',
    );
  }
}

export class SubmissionChangedMeanwhile extends DomainError {
  readonly code = 'submission-changed-meanwhile';
  constructor() {
    super('The submission was changed meanwhile. Read it again.');
  }
}
