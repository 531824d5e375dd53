import { DomainError } from '#libs/service-kit';

export class CallbackUnknown extends DomainError {
  readonly code = 'callback-unknown';
  constructor() {
    super('No address is set for your authority: the setting CALLBACKS of this installation has it.');
  }
}
