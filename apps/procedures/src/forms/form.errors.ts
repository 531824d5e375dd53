import type { ProblemDetailItem } from '#libs/contracts';
import { DomainError } from '#libs/service-kit';

export class FormUnknown extends DomainError {
  readonly code = 'form-unknown';
  constructor() {
    super('There is no form with this id.');
  }
}

export class FormVersionChanged extends DomainError {
  readonly code = 'form-version-changed';
  constructor(override readonly items: readonly ProblemDetailItem[] = []) {
    super(
      'The form has another version now. What was typed is kept; read the draft, and save it under the version of today.',
    );
  }
}
