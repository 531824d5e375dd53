import { DomainError } from '#libs/service-kit';

/** Injection token of {@link Callbacks}. */
export const CALLBACKS = Symbol('CALLBACKS');

export interface CallbackUser {
  readonly clientId: string;
  readonly authority: string;
}

/** The callback addresses that were registered beforehand; a subscription only names one. */
export interface Callbacks {
  /** @throws CallbackUnknown where the policy lists no such callback for this authority */
  assertUsable(callback: string, user: CallbackUser): Promise<void>;
}

export class CallbackUnknown extends DomainError {
  readonly code = 'callback-unknown';
  constructor() {
    super('No callback address with this id is registered for your authority. Have it registered first.');
  }
}
