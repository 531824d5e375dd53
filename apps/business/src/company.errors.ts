import { DomainError } from '#libs/service-kit';

export class CompanyDeleted extends DomainError {
  readonly code = 'company-deleted';

  constructor() {
    super('The company is deleted from the register; the record takes no further acts.');
  }
}

export class SeatUnchanged extends DomainError {
  readonly code = 'seat-unchanged';

  constructor() {
    super('The company has that seat, court and number already.');
  }
}
