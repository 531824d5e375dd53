import type { FailureCode } from './parsed.ts';

/** Public problem codes (contracts, `ErrorCode`) an identifier can be refused for. */
export type IdentifierProblemCode = 'identifier-malformed' | 'check-digit-wrong' | 'identifier-unknown';

const problemCodes: Readonly<Record<FailureCode, IdentifierProblemCode>> = {
  FORMAT: 'identifier-malformed',
  LENGTH: 'identifier-malformed',
  CHARSET: 'identifier-malformed',
  LEADING_ZERO: 'identifier-malformed',
  SUFFIX_ZERO: 'identifier-malformed',
  REPEAT_RULE: 'identifier-malformed',
  TRIPLE_RUN: 'identifier-malformed',
  TOO_LONG: 'identifier-malformed',
  SEASON_MONTH: 'identifier-malformed',
  SEASON_LENGTH: 'identifier-malformed',
  RANGE: 'identifier-malformed',
  CHECK_DIGIT: 'check-digit-wrong',
  UNKNOWN_COURT: 'identifier-unknown',
  UNKNOWN_STATE: 'identifier-unknown',
  UNKNOWN_MUNICIPALITY: 'identifier-unknown',
  HISTORIC_KEY: 'identifier-unknown',
  LATER_KEY: 'identifier-unknown',
};

/** The public problem code of a failure: a typing error, a wrong check digit, or a well-formed value nobody has. */
export const problemCodeOf = (code: FailureCode): IdentifierProblemCode => problemCodes[code];
