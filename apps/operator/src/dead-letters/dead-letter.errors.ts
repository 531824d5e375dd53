import { DomainError } from '#libs/service-kit';

export class DeadLetterUnknown extends DomainError {
  readonly code = 'dead-letter-unknown';

  constructor(message = 'There is no dead letter of this id.') {
    super(message);
  }
}

export class DeadLetterSettled extends DomainError {
  readonly code = 'dead-letter-settled';

  constructor() {
    super('The event was redriven or discarded already.');
  }
}

export class DeadLetterOutOfOrder extends DomainError {
  readonly code = 'dead-letter-out-of-order';

  constructor() {
    super(
      'An earlier event of the same key is parked in this group. Redrive or discard that one first, or redrive the whole key.',
    );
  }
}

export class DeadLetterRedriving extends DomainError {
  readonly code = 'dead-letter-redriving';

  constructor(
    message = 'A redrive, a discard or an approved correction of this dead letter is under way. Wait for the outcome.',
  ) {
    super(message);
  }
}

export class RedriveUnknown extends DomainError {
  readonly code = 'redrive-unknown';

  constructor() {
    super('There is no redrive or discard of this id.');
  }
}
