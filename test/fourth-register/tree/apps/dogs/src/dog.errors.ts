import { DomainError } from '#libs/service-kit';

export class DogDeregistered extends DomainError {
  readonly code = 'dog-deregistered';

  constructor() {
    super('The dog is not kept any more; the record takes no further acts.');
  }
}

export class OwnerUnchanged extends DomainError {
  readonly code = 'owner-unchanged';

  constructor() {
    super('The dog belongs to that owner already.');
  }
}
