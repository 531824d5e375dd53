import { DomainError } from '#libs/service-kit';

/** Also the answer where it is somebody else's, or its time is over. */
export class DraftUnknown extends DomainError {
  readonly code = 'draft-unknown';
  constructor() {
    super('You have no draft with this id.');
  }
}

export class DraftChangedMeanwhile extends DomainError {
  readonly code = 'draft-changed-meanwhile';
  constructor() {
    super('The draft was saved elsewhere meanwhile. Read it, and save again with its version.');
  }
}

export class DraftsTooMany extends DomainError {
  readonly code = 'drafts-too-many';
  constructor() {
    super('You have as many drafts as one can have. Hand one in or remove one.');
  }
}
