import { DomainError } from '#libs/service-kit';

export class ClientInactive extends DomainError {
  readonly code = 'client-inactive';
  constructor() {
    super('The client, or the authority it acts for, is not active in the policy of this gateway.');
  }
}
