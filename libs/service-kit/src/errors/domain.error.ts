import type { ErrorCode, ProblemDetailItem } from '#libs/contracts';

/**
 * A refusal the caller can act on. It knows a code, not HTTP; its message is for the caller and carries no personal
 * value.
 */
export abstract class DomainError extends Error {
  abstract readonly code: ErrorCode;
  readonly items?: readonly ProblemDetailItem[];
  /** The decision row that records the refusal, where a decision was reached. */
  readonly lookupId?: string;
  /** Seconds after which the same request may succeed. */
  readonly retryAfterS?: number;
  /** WWW-Authenticate, where a better proof of who asks would do. */
  readonly challenge?: string;
}

/** A request whose members are not usable; its code is that of the first member at fault. */
export class RequestInvalid extends DomainError {
  readonly code: ErrorCode;
  override readonly items: readonly ProblemDetailItem[];

  constructor(items: readonly [ProblemDetailItem, ...ProblemDetailItem[]]) {
    super(items[0].detail);
    this.code = items[0].code;
    this.items = items;
  }

  /** For the one member at fault. */
  static at(pointer: string, detail: string): RequestInvalid {
    return new RequestInvalid([{ pointer, code: 'request-invalid', detail }]);
  }
}

/** The service has more work queued than it can answer in time. */
export class Overloaded extends DomainError {
  readonly code = 'overloaded';
  override readonly retryAfterS = 1;

  constructor(options?: ErrorOptions) {
    super('More requests are waiting than can be answered in time. Try again shortly.', options);
  }
}
