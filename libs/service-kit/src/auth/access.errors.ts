import type { AssuranceLevel } from '#libs/contracts';

import { DomainError } from '../errors/domain.error.ts';

/** Why a token was refused: for the log only, since a precise answer would help to probe. Holds no value of the token. */
export type RefusalReason =
  | 'header-repeated'
  | 'scheme-unknown'
  | 'scheme-mismatch'
  | 'malformed'
  | 'jose-header'
  | 'key-unknown'
  | 'signature'
  | 'unbound'
  | 'proof-missing'
  | 'certificate-missing'
  | 'proof-key'
  | 'proof-replayed'
  | 'proof-store-absent'
  | 'certificate'
  | `claim-${string}`
  | `proof-claim-${string}`;

/** No credentials in the request (RFC 6750 §3.1: answered without an error code). */
export class TokenMissing extends DomainError {
  readonly code = 'token-missing';
  constructor() {
    super('This resource needs an access token in the Authorization header.');
  }
}

/** A token, or its proof, that fails any check. What is wrong with a token itself reads the same outside. */
export class TokenInvalid extends DomainError {
  readonly code = 'token-invalid';
  constructor(readonly reason: RefusalReason) {
    super(invalid(reason));
  }

  /** Whether a new token would be refused alike, since it is the proof that is wrong. */
  get isOfProof(): boolean {
    return isOfProof(this.reason);
  }
}

const isOfProof = (reason: RefusalReason): boolean =>
  reason.startsWith('proof-') && reason !== 'proof-store-absent';

function invalid(reason: RefusalReason): string {
  if (reason === 'certificate')
    return 'The access token is bound to another certificate than this connection shows: call with the one that it was issued for.';
  if (isOfProof(reason))
    return 'The proof was used before, or does not fit this token, this request or the time: make a new one for each request.';
  return 'The access token is not valid for this service. Tokens live a few minutes: get a new one, from its issuer and for the service that you ask.';
}

/** A good token without the proof that its holder is the one it was issued to (RFC 9449, RFC 8705). */
export class TokenBindingMissing extends DomainError {
  readonly code = 'token-binding-missing';
  constructor(readonly reason: RefusalReason) {
    super(
      reason === 'certificate-missing'
        ? 'The access token is bound to a certificate, and this connection shows none that is valid now: call with the one that it was issued for.'
        : 'The access token must be bound to a key and presented with its proof of possession.',
    );
  }
}

export class ScopeMissing extends DomainError {
  readonly code = 'scope-missing';
  constructor(readonly scope: string) {
    super(`The access token lacks the scope "${scope}".`);
  }
}

/** The login does not show surely enough that it is this person (RFC 9470 §3). */
export class AssuranceTooLow extends DomainError {
  readonly code = 'assurance-too-low';
  override readonly challenge: string;

  constructor(least: AssuranceLevel) {
    super(
      `This takes a login of level ${least} or higher. Log in again with acr_values=${least}, and send the request with the new token.`,
    );
    this.challenge = `Bearer error="insufficient_user_authentication", acr_values="${least}"`;
  }
}

/**
 * No number was told for this login, so nothing can be fetched or shown: a lock, nobody found or several look alike
 * (IDNrG §6(5)). The text names the ways that are left.
 */
export class IdnrMissing extends DomainError {
  readonly code = 'idnr-missing';
  constructor() {
    super(
      'No identification number was told for this login, for a reason that nobody is told, so nothing can be fetched for it. Enter the data, bring the paper, or go to the office: that is no disadvantage.',
    );
  }
}

/** The step is a person's: a machine, whatever its scopes, can neither take a case nor be a second pair of eyes. */
export class PersonRequired extends DomainError {
  readonly code = 'person-required';
  constructor() {
    super('Only a person can do this. Ask with the token of a member of staff who has logged in.');
  }
}

/** The caller was suspended, whatever its token says. */
export class ClientInactive extends DomainError {
  readonly code = 'client-inactive';
  constructor() {
    super('The client, or the authority it acts for, is not active here.');
  }
}

/** The issuer's keys cannot be fetched: nothing is accepted until they can (fail closed), and it is not the caller's fault. */
export class IssuerKeysUnavailable extends DomainError {
  readonly code = 'not-ready';
  override readonly retryAfterS = 2;
  override readonly cause: Error;

  constructor({ cause }: { readonly cause: Error }) {
    super('Access tokens cannot be checked at the moment.');
    this.cause = cause;
  }
}
