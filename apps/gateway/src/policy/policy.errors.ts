import { DomainError } from '#libs/service-kit';

/** The policy lists no such callback for the caller's authority. */
export class CallbackUnknown extends DomainError {
  readonly code = 'callback-unknown';
  constructor() {
    super('No callback address with this id is registered for your authority. Have it registered first.');
  }
}
