import { DomainError } from '#libs/service-kit';

/** Its clients go on with tokens that name who has taken over. */
export class AuthorityEnded extends DomainError {
  readonly code = 'authority-ended';
  constructor(successor: string | undefined) {
    super(
      successor === undefined
        ? 'The authority of the access token has ended, and nobody has taken over from it.'
        : `The authority of the access token has ended. ${successor} has taken over: ask with a token that names it.`,
    );
  }
}

export class AuthorityNotBegun extends DomainError {
  readonly code = 'authority-not-begun';
  constructor(from: string) {
    super(
      `The first day of the authority of the access token is ${from}. Until then ask with a token that names another one.`,
    );
  }
}

/** What a token of an authority is refused with that does not act on this day. */
export const standingRefusals = ['authority-ended', 'authority-not-begun'] as const;

/** The policy lists no such callback for the caller's authority. */
export class CallbackUnknown extends DomainError {
  readonly code = 'callback-unknown';
  constructor() {
    super('No callback address with this id is registered for your authority. Have it registered first.');
  }
}
