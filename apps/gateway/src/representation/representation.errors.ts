import { DomainError } from '#libs/service-kit';

/** One for a stranger, somebody unknown, of age, dead or ended, and for a doubt. */
export class RepresentationRefused extends DomainError {
  readonly code = 'representation-refused';
  constructor(
    detail = 'The register does not show that you may act for this person or company now. If you may, ask the office that keeps the record.',
  ) {
    super(detail);
  }
}

/** Said to an officer alone, of a choice that another one gave. Which of the two has left, or acts alone, is not said. */
export class RepresentationApart extends RepresentationRefused {
  constructor() {
    super(
      'The commercial register does not show that the two of you represent this company together now. Give the choice anew, or ask the court that keeps the register.',
    );
  }
}

/** Said to an officer alone: it tells that they are one. */
export class RepresentationJoint extends DomainError {
  readonly code = 'representation-joint';
  constructor() {
    super(
      'The commercial register says that you represent this company together with another officer. Give the choice at POST /v1/consents and let that officer confirm it, then name it.',
    );
  }
}
