import { DomainError } from '#libs/service-kit';

/** Not made by this gateway, or for another subscription or client. */
export class CursorInvalid extends DomainError {
  readonly code = 'cursor-invalid';
  constructor() {
    super(
      'This is not a cursor that this feed gave to your client. Use `next` of its last answer, unchanged.',
    );
  }
}

/** Entries after the cursor were dropped when their retention ended. */
export class CursorExpired extends DomainError {
  readonly code = 'cursor-expired';
  constructor() {
    super(
      'The feed no longer reaches back to this cursor. Look up the subjects of your open files once, then go on without `after`: the feed starts with the oldest event it still has.',
    );
  }
}
