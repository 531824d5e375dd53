import { DomainError } from '#libs/service-kit';

export class FormUnknown extends DomainError {
  readonly code = 'form-unknown';
  constructor() {
    super('There is no form with this id.');
  }
}

/** Nothing was asked or chosen. */
export class FormVersionChanged extends DomainError {
  readonly code = 'form-version-changed';
  constructor(now: number) {
    super(
      `The form has version ${now} now. Nothing was asked, and what was typed is yours to keep: load the form again, and show the texts of its sources.`,
    );
  }
}
