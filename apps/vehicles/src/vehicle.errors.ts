import { DomainError } from '#libs/service-kit';

export class TransferToCurrentHolder extends DomainError {
  readonly code = 'transfer-to-current-holder';

  constructor() {
    super('The vehicle is registered to that holder already.');
  }
}

export class HolderUnchanged extends DomainError {
  readonly code = 'holder-unchanged';

  constructor() {
    super('The holder is recorded like that already.');
  }
}

export class VehicleDeregistered extends DomainError {
  readonly code = 'vehicle-deregistered';

  constructor() {
    super('The vehicle is deregistered; the record takes no further acts.');
  }
}

export class PlateTaken extends DomainError {
  readonly code = 'plate-taken';
  override readonly items = [
    {
      pointer: '/plate',
      code: this.code,
      detail:
        'Another registered vehicle bears this plate. Choose another, or deregister that vehicle first.',
    } as const,
  ];

  constructor() {
    super('The plate belongs to another vehicle.');
  }
}

export class VinRegistered extends DomainError {
  readonly code = 'vin-registered';
  override readonly items = [
    {
      pointer: '/vin',
      code: this.code,
      detail:
        'A vehicle with this number is registered. Transfer or deregister it first; where both are real, compare the numbers with the certificates and report the double to the Kraftfahrt-Bundesamt (FZV §65(4)).',
    } as const,
  ];

  constructor() {
    super('A vehicle with this number is registered already.');
  }
}
