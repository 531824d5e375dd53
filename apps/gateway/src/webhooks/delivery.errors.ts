import { DomainError } from '#libs/service-kit';

/** Why a receiver did not take a delivery. Stable words: they are listed to its authority and counted in metrics. */
export type FailureReason =
  | 'name-unresolved'
  | 'address-refused'
  | 'connection-failed'
  | 'certificate-refused'
  | 'timed-out'
  | 'connection-lost'
  | 'redirect-refused'
  | 'status-unsuitable';

/** Nothing was acknowledged. Carries no text of the receiver. */
export class DeliveryFailed extends Error {
  constructor(
    readonly reason: FailureReason,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}

export class DeliveryUnknown extends DomainError {
  readonly code = 'delivery-unknown';
  constructor() {
    super('This subscription has no delivery of an event with this id.');
  }
}

/** A subscription that is only read as a feed has nothing to deliver again. */
export class CallbackNotNamed extends DomainError {
  readonly code = 'callback-unknown';
  constructor() {
    super('This subscription names no callback; read its feed from a cursor instead.');
  }
}
