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

export class AuthorityNotServed extends DomainError {
  readonly code = 'authority-not-served';

  constructor() {
    super(
      'The access token names no authority whose records this register keeps here. Ask with the token of one.',
    );
  }
}

export class AuthorityEnded extends DomainError {
  readonly code = 'authority-ended';

  /** @param successor id of who keeps its records now */
  constructor(successor: string | undefined) {
    super(
      successor === undefined
        ? 'The authority of the access token has ended, and nobody keeps its records.'
        : `The authority of the access token has ended. Its records are kept by ${successor}: log in there.`,
    );
  }
}

export class AuthorityNotBegun extends DomainError {
  readonly code = 'authority-not-begun';

  /** @param from its first day */
  constructor(from: string) {
    super(
      `The first day of the authority of the access token is ${from}. Until then log in where its records are kept.`,
    );
  }
}

/** What `Keepers.of` refuses a token with. */
export const keeperRefusals = ['authority-not-served', 'authority-ended', 'authority-not-begun'] as const;

/** The record belongs to somebody else by what it says: which member that is, stands with it, its value does not. */
export class OtherAuthorityCompetent extends DomainError {
  readonly code = 'other-authority-competent';
  override readonly items;

  constructor(pointer: string) {
    super(
      'Another authority is competent for such a record. It belongs into the register of that authority.',
    );
    this.items = [{ pointer, code: this.code, detail: this.message } as const] as const;
  }
}

/** What can be wrong with a permit or a question of the gateway, for log and metric alone. */
export const permitFaults = [
  ...(['typ', 'header', 'kid', 'signature', 'payload', 'shape', 'foreign issuer'] as const),
  ...(['for another register', 'lifetime not allowed', 'issued in the future', 'expired'] as const),
  ...(['question', 'replayed'] as const),
];
export type PermitFault = (typeof permitFaults)[number];

/** Deliberately one message: a forger learns nothing about which check failed. The log has the reason. */
export class PermitRefused extends DomainError {
  readonly code = 'permit-refused';

  constructor(readonly reason: PermitFault) {
    super('The permit is not accepted.');
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
