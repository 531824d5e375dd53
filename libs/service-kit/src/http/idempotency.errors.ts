import { DomainError } from '../errors/index.ts';

export class IdempotencyKeyReused extends DomainError {
  readonly code = 'idempotency-key-reused';

  constructor() {
    super('Another request was executed under this Idempotency-Key. Use a new key for a new request.');
  }
}

export class IdempotencyKeyInUse extends DomainError {
  readonly code = 'idempotency-key-in-use';
  override readonly retryAfterS = 1;

  constructor() {
    super('A request with this Idempotency-Key is being executed. Ask again shortly to get its result.');
  }
}

export class IdempotencyKeyRefused extends DomainError {
  readonly code = 'idempotency-key-refused';

  constructor() {
    super(
      'Leave the Idempotency-Key header out: the answer of this request is not stored, so it cannot be given again.',
    );
  }
}
