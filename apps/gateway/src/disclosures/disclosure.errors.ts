import { DomainError } from '#libs/service-kit';

/** No row of this person's trail has this id; also the answer where it is another's, or hidden by law. */
export class DisclosureUnknown extends DomainError {
  readonly code = 'disclosure-unknown';
  constructor() {
    super('Your data trail has no entry with this id.');
  }
}
