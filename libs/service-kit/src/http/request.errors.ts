import { DomainError } from '../errors/index.ts';

/** Text that is not UTF-8; guessing another encoding would store names damaged. */
export class EncodingInvalid extends DomainError {
  readonly code = 'encoding-invalid';

  constructor(what = 'The body') {
    super(`${what} is not valid UTF-8. Nothing was taken from it.`);
  }
}

export class JsonMalformed extends DomainError {
  readonly code = 'json-malformed';

  constructor() {
    super('The body cannot be parsed as JSON (RFC 8259). Check quotes, commas and brackets.');
  }
}

export class MemberRepeated extends DomainError {
  readonly code = 'json-malformed';

  constructor() {
    super(
      'An object names a member twice (RFC 7493 §2.3). Nothing was taken from it; name each member once.',
    );
  }
}

export class JsonTooDeep extends DomainError {
  readonly code = 'json-too-deep';

  constructor(limit: number) {
    super(`Objects and lists may lie within each other ${limit} deep.`);
  }
}

export class ContentTypeUnsupported extends DomainError {
  readonly code = 'content-type-unsupported';

  constructor(takes: readonly string[]) {
    super(`Send the body as ${takes.join(' or ')}, in UTF-8, once and not compressed.`);
  }
}

export class RequestTooSlow extends DomainError {
  readonly code = 'request-too-slow';

  constructor() {
    super('The request did not arrive in time. Send it again, without pauses.');
  }
}

export class HeadersTooLarge extends DomainError {
  readonly code = 'headers-too-large';

  constructor() {
    super('The header fields are longer than 16 KiB together.');
  }
}

export class RouteUnknown extends DomainError {
  readonly code = 'route-unknown';

  constructor() {
    super('Neither the path nor the method is known here. The API description is at /openapi.json.');
  }
}

/** The process is about to end and takes no new work. */
export class Closing extends DomainError {
  readonly code = 'not-ready';
  override readonly retryAfterS = 1;

  constructor() {
    super('The service is about to stop. Try again shortly.');
  }
}

/** A service that may not call this one; who may stands in INTERNAL_CALLERS. */
export class CallerNotListed extends DomainError {
  readonly code = 'caller-not-listed';

  constructor() {
    super('This service does not take calls from the one that the certificate names.');
  }
}
