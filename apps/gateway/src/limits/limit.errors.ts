import { DomainError } from '#libs/service-kit';

/** Refused before anything about the subject was decided, so no decision row records it (ADR 0020). */
export class QuotaExceeded extends DomainError {
  readonly code = 'quota-exceeded';

  constructor(override readonly retryAfterS: number) {
    super(
      'The lookups that the policy allows your client for subjects of this kind are used up. Ask again after the seconds in Retry-After.',
    );
  }
}
