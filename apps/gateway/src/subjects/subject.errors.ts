import { DomainError } from '#libs/service-kit';

/** A citizen sees evidence about oneself. */
export class SubjectForeign extends DomainError {
  readonly code = 'subject-foreign';
  constructor() {
    super('The IDNr is not that of the person who is logged in.');
  }
}
