import { DomainError } from '#libs/service-kit';

export class ResidentDeceased extends DomainError {
  readonly code = 'resident-deceased';

  constructor() {
    super('The death of the resident is recorded; the record takes no further acts.');
  }
}

export class ResidentMovedAway extends DomainError {
  readonly code = 'resident-moved-away';

  constructor() {
    super('Another authority has registered the resident; the record takes no further acts but the return.');
  }
}

export class ResidentNotAway extends DomainError {
  readonly code = 'resident-not-away';

  constructor() {
    super('The resident lives here already; record a move.');
  }
}

export class FeedbackAwaited extends DomainError {
  readonly code = 'feedback-awaited';

  constructor() {
    super(
      'The former authority may still send locks, which the next one has to learn of. End the wait first, or let it come.',
    );
  }
}

export class FeedbackNotAwaited extends DomainError {
  readonly code = 'feedback-not-awaited';

  constructor() {
    super('No feedback about that registration is awaited from that authority.');
  }
}

export class SenderUnsuitable extends DomainError {
  readonly code = 'sender-unsuitable';

  constructor() {
    super('The client is not the one of the register that serves the former authority.');
  }
}

export class MoveToCurrentAddress extends DomainError {
  readonly code = 'move-to-current-address';

  constructor() {
    super('That address already is the main or sole home of the resident.');
  }
}

/** BMG §17(1), §33(1): whoever registers the person tells the former authority, which then closes its record. */
export class MoveToAnotherMunicipality extends DomainError {
  readonly code = 'move-to-another-municipality';

  constructor() {
    super(
      'The new home lies in another municipality. Its authority registers the person, and this record is closed by its feedback.',
    );
  }
}

export class NameUnchanged extends DomainError {
  readonly code = 'name-unchanged';

  constructor() {
    super('Every given name is the one that is recorded already.');
  }
}

export class DeathBeforeBirth extends DomainError {
  readonly code = 'death-before-birth';

  constructor() {
    super('The date of death lies before the date of birth. Check both.');
  }
}
