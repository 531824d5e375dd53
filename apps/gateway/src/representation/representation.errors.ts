import { DomainError } from '#libs/service-kit';

/** One for a stranger, somebody unknown, of age, dead, and for a doubt. */
export class RepresentationRefused extends DomainError {
  readonly code = 'representation-refused';
  constructor() {
    super(
      'The register does not show that you may act for this person or company now. If you may, ask the office that keeps the record.',
    );
  }
}
