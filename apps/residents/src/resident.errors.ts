import { DomainError } from '#libs/service-kit';

export class ResidentDeceased extends DomainError {
  readonly code = 'resident-deceased';

  constructor() {
    super('The death of the resident is recorded; the record takes no further acts.');
  }
}

export class MoveToCurrentAddress extends DomainError {
  readonly code = 'move-to-current-address';

  constructor() {
    super('That address already is the main or sole home of the resident.');
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
