import { DomainError } from '#libs/service-kit';

export class RecordUnknown extends DomainError {
  readonly code = 'record-unknown';

  constructor() {
    super('The register holds no such record.');
  }
}

export class RecordExists extends DomainError {
  readonly code = 'record-exists';

  constructor() {
    super(
      'The register already holds a record under this identifier, with other content. Change it by an act.',
    );
  }
}

export class RecordChangedMeanwhile extends DomainError {
  readonly code = 'record-changed-meanwhile';

  constructor() {
    super('The record has another version than the one expected. Read it again and decide anew.');
  }
}

export class EffectiveInFuture extends DomainError {
  readonly code = 'effective-in-future';
  override readonly items = [
    {
      pointer: '/effectiveOn',
      code: this.code,
      detail: 'The day lies after today (Europe/Berlin). Record the act when it takes effect.',
    } as const,
  ];

  constructor() {
    super('An act cannot be recorded before it takes effect.');
  }
}

/** Deliberately one message: a forger learns nothing about which check failed. The log has the reason. */
export class PermitRefused extends DomainError {
  readonly code = 'permit-refused';

  constructor(reason: string) {
    super('The permit is not accepted.', { cause: reason });
  }
}

export class RegisterUnavailable extends DomainError {
  readonly code = 'register-unavailable';
  override readonly retryAfterS = 1;

  constructor(cause: unknown) {
    super('The register cannot answer now. Try again shortly.', { cause });
  }
}

export class ImportFormatUnknown extends DomainError {
  readonly code = 'import-format-unknown';

  constructor(known: readonly string[]) {
    super(`The register imports these formats: ${known.join(', ')}.`);
  }
}

/** The message says what is wrong, without any value of the line. */
export class ImportLineUnreadable extends DomainError {
  readonly code = 'import-line-unreadable';
}
