import { DomainError } from '#libs/service-kit';

/** A form that no page of this session made: of another site, or of a session that is over. */
export class FormForged extends DomainError {
  readonly code = 'request-invalid';

  constructor() {
    super('This form belongs to another session. Nothing of it was done; open the page again.');
  }
}
