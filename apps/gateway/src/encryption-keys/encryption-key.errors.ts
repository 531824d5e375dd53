import { DomainError, RequestInvalid } from '#libs/service-kit';

/** The authority has registered no key yet. */
export class EncryptionKeyUnknown extends DomainError {
  readonly code = 'encryption-key-unknown';
  constructor() {
    super('Your authority has registered no encryption key. PUT /v1/encryption-key registers one.');
  }
}

/** Nothing can be released to an authority that could not open it; so nothing is shown for it either. */
export class RecipientKeyMissing extends DomainError {
  readonly code = 'recipient-key-missing';
  constructor() {
    super(
      'The authority cannot take releases yet: it has registered no encryption key. Nothing was asked for it.',
    );
  }
}

export const offTheCurve = (): RequestInvalid =>
  new RequestInvalid([
    {
      pointer: '/x',
      code: 'encryption-key-unsuitable',
      detail: 'x and y are no point of the curve P-256. Send a public key as your library exports it.',
    },
  ]);
