import { DomainError } from '#libs/service-kit';

/** No request to this citizen, or of this authority, has this id; also the answer where it is somebody else's. */
export class RequestUnknown extends DomainError {
  readonly code = 'request-unknown';
  constructor() {
    super('There is no request with this id for you.');
  }
}

export class RequestExpired extends DomainError {
  readonly code = 'request-expired';
  constructor() {
    super('The time to decide on this request is over. The authority has to open a new one.');
  }
}

/** By this very authority; what others ask is none of its business. */
export class PersonAskedTooOften extends DomainError {
  readonly code = 'person-asked-too-often';
  constructor(override readonly retryAfterS: number) {
    super(
      'Too many of your requests to this person are open, or were opened lately. Ask again after the seconds in Retry-After.',
    );
  }
}

/** Of one evidence type, or of all. */
export class RequestDecided extends DomainError {
  readonly code = 'request-decided';
  constructor() {
    super('It was decided on this before. The authority has to open a new request to ask again.');
  }
}
