import type { ErrorCode, ProblemDetailItem } from '#libs/contracts';
import { DomainError } from '#libs/service-kit';

/** No subscription of this client has this id; also the answer where it is somebody else's. */
export class SubscriptionUnknown extends DomainError {
  readonly code = 'subscription-unknown';
  constructor() {
    super('You have no subscription with this id. GET /v1/subscriptions lists yours.');
  }
}

/** Nothing can be added to it, and nothing is delivered any more. */
export class SubscriptionEnded extends DomainError {
  readonly code = 'subscription-ended';
  constructor() {
    super('The subscription was ended or its last day is over. Make a new one with POST /v1/subscriptions.');
  }
}

/** No event grant covers what is asked for, or none does any more. */
export class SubscriptionNotGranted extends DomainError {
  readonly code = 'subscription-not-granted';
  constructor() {
    super(
      'No valid event grant lets this authority follow these events for this purpose and on this ground. GET /v1/grants/mine lists yours.',
    );
  }
}

/** Not made by this gateway, or for another subscription or client. */
export class CursorInvalid extends DomainError {
  readonly code = 'cursor-invalid';
  constructor() {
    super(
      'This is not a cursor that this feed gave to your client. Use `next` of its last answer, unchanged.',
    );
  }
}

/** Entries after the cursor were dropped when their retention ended. */
export class CursorExpired extends DomainError {
  readonly code = 'cursor-expired';
  constructor() {
    super(
      'The feed no longer reaches back to this cursor. Look up the subjects of your open files once, then go on without `after`: the feed starts with the oldest event it still has.',
    );
  }
}

/** A subscription that cannot be made, with every member at fault. */
export class SubscriptionNotPossible extends DomainError {
  readonly code: ErrorCode;

  constructor(override readonly items: readonly [ProblemDetailItem, ...ProblemDetailItem[]]) {
    super(items[0].detail);
    this.code = items[0].code;
  }
}

/** @throws SubscriptionNotPossible when there is any item */
export function refuseAny(items: readonly ProblemDetailItem[]): void {
  const [first, ...rest] = items;
  if (first) throw new SubscriptionNotPossible([first, ...rest]);
}
