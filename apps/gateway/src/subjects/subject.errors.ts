import { DomainError } from '#libs/service-kit';

/** A citizen sees evidence about oneself, or about whom they act for. */
export class SubjectForeign extends DomainError {
  readonly code = 'subject-foreign';
  constructor() {
    super('The subject is neither the person who is logged in, nor whom they act for.');
  }
}
