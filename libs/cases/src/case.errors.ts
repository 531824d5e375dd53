import { DomainError } from '#libs/service-kit';

export class CaseUnknown extends DomainError {
  readonly code = 'case-unknown';

  constructor() {
    super('The authority has no such case.');
  }
}

export class CaseTaken extends DomainError {
  readonly code = 'case-taken';

  constructor() {
    super('Another officer has taken the case. Read it to see who.');
  }
}

export class CaseClosed extends DomainError {
  readonly code = 'case-closed';

  constructor() {
    super('The case is closed. Read it to see how it ended.');
  }
}
