import { DomainError } from '#libs/service-kit';

/** Also the answer where it is somebody else's. */
export class SubmissionUnknown extends DomainError {
  readonly code = 'submission-unknown';
  constructor() {
    super('There is no submission with this id for you.');
  }
}

export class DraftSubmitted extends DomainError {
  readonly code = 'draft-submitted';
  constructor() {
    super('The draft was handed in before. Read it among your submissions.');
  }
}

export class SubmissionDecided extends DomainError {
  readonly code = 'submission-decided';
  constructor() {
    super('It was decided on the submission before.');
  }
}

export class SubmissionUnderWay extends DomainError {
  readonly code = 'submission-under-way';
  override readonly retryAfterS = 2;
  constructor() {
    super('Evidence is being taken for the submission. Wait until its state is IN_REVIEW.');
  }
}

export class AnswerNotAsked extends DomainError {
  readonly code = 'answer-not-asked';
  constructor() {
    super('Nothing was asked, and this evidence is not missing.');
  }
}

export class IdempotencyKeyMissing extends DomainError {
  readonly code = 'idempotency-key-missing';
  constructor() {
    super('Send an Idempotency-Key: a new UUID for each application, the same one for its repetition.');
  }
}
