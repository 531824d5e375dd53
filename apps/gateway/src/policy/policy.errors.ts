import { DomainError } from '#libs/service-kit';

/** Its clients go on with tokens that name who has taken over. */
export class AuthorityEnded extends DomainError {
  readonly code = 'authority-ended';
  constructor(successor: string | undefined) {
    super(endedDetail(successor));
  }
}

export const endedDetail = (successor: string | undefined): string =>
  successor === undefined
    ? 'The authority of the access token has ended, and nobody has taken over from it.'
    : `The authority of the access token has ended. ${successor} has taken over: ask with a token that names it.`;

/** The policy lists no such callback for the caller's authority. */
export class CallbackUnknown extends DomainError {
  readonly code = 'callback-unknown';
  constructor() {
    super('No callback address with this id is registered for your authority. Have it registered first.');
  }
}
