import type { AssuranceLevel, ErrorCode, ProblemDetailItem } from '#libs/contracts';
import { DomainError } from '#libs/service-kit';

/** No record of this citizen has this id; also the answer where it is somebody else's. */
export class ConsentUnknown extends DomainError {
  readonly code = 'consent-unknown';
  constructor() {
    super('You have no consent or choice with this id.');
  }
}

/** The text changed since it was shown, or was another one. */
export class NoticeMismatch extends DomainError {
  readonly code = 'notice-mismatch';
  constructor() {
    super('The hash is not that of the current text. Show the citizen GET /v1/consents/notice again.');
  }
}

/** The login does not show surely enough that it is this person who chooses (RFC 9470 §3). */
export class AssuranceTooLow extends DomainError {
  readonly code = 'assurance-too-low';
  override readonly challenge: string;

  constructor(least: AssuranceLevel) {
    super(
      `This purpose takes a login of level ${least} or higher. Log in again with acr_values=${least}, and send the request with the new token.`,
    );
    this.challenge = `Bearer error="insufficient_user_authentication", acr_values="${least}"`;
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
}
