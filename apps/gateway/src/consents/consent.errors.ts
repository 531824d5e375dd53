import type { ErrorCode, ProblemDetailItem } from '#libs/contracts';
import { DomainError } from '#libs/service-kit';

/** No record of this citizen has this id; also the answer where it is somebody else's. */
export class ConsentUnknown extends DomainError {
  readonly code = 'consent-unknown';
  constructor() {
    super('You have no consent or choice with this id.');
  }
}

/** The record was withdrawn, replaced or otherwise ended, and stays so. */
export class ConsentClosed extends DomainError {
  readonly code = 'consent-closed';
  constructor() {
    super('This record has ended and cannot rest or go on. Renew it, or give a new one.');
  }
}

/** The text changed since it was shown, or was another one. */
export class NoticeMismatch extends DomainError {
  readonly code = 'notice-mismatch';
  constructor() {
    super('The hash is not that of the current text. Show the citizen GET /v1/consents/notice again.');
  }
}

/** Whoever confirms a choice names another one than was given. */
export class ConfirmationMismatch extends DomainError {
  readonly code = 'confirmation-mismatch';
  override readonly items: readonly ProblemDetailItem[];

  constructor(member: string) {
    super(
      `The choice has another ${member} than you confirm. Read POST /v1/consents/{id}/confirmation/notice again.`,
    );
    this.items = [
      { pointer: `/${member}`, code: this.code, detail: 'is not that of the choice that was given' },
    ];
  }
}

/** What was asked for cannot be chosen or consented to. */
export class ConsentNotPossible extends DomainError {
  readonly code: ErrorCode;
  override readonly items: readonly ProblemDetailItem[];

  constructor(code: ErrorCode, pointer: string, detail: string) {
    super(detail);
    this.code = code;
    this.items = [{ pointer, code, detail }];
  }

  /** The same where what was asked for stands in a list. */
  within(pointer: string): ConsentNotPossible {
    const [{ code, pointer: at, detail }] = this.items as readonly [ProblemDetailItem];
    return new ConsentNotPossible(code, at === '/purpose' ? at : `${pointer}${at === '/' ? '' : at}`, detail);
  }
}

/** Of whatever names what a citizen may be asked for. */
export const offerRefusals = [
  'evidence-type-unknown',
  'purpose-unknown',
  'grant-missing',
  'field-unknown',
  'field-not-granted',
  'validity-too-long',
  'subject-kind-unsuitable',
] as const;
