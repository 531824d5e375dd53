import type { FailureCode } from './parsed.ts';

/** Public problem codes (contracts, `ErrorCode`) an identifier can be refused for. */
export type IdentifierProblemCode = 'identifier-malformed' | 'check-digit-wrong' | 'identifier-unknown';

/** The public problem code of a failure: a typing error, a wrong check digit, or a well-formed value nobody has. */
export function problemCodeOf(code: FailureCode): IdentifierProblemCode {
  switch (code) {
    case 'CHECK_DIGIT':
      return 'check-digit-wrong';
    case 'UNKNOWN_COURT':
    case 'UNKNOWN_STATE':
    case 'UNKNOWN_MUNICIPALITY':
    case 'HISTORIC_KEY':
      return 'identifier-unknown';
    default:
      return 'identifier-malformed';
  }
}
