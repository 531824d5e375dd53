import { ScopeMissing, type TokenBindingMissing, TokenInvalid, TokenMissing } from './access.errors.ts';
import { acceptedAlgorithms } from './jose-header.ts';

const dpop = `DPoP algs="${acceptedAlgorithms.join(' ')}"`;

/**
 * Value of WWW-Authenticate (RFC 6750 §3, RFC 9449 §7.1): no error code where no credentials were presented, and another one
 * where a new token would not help.
 */
export function challengeFor(
  error: TokenMissing | TokenInvalid | TokenBindingMissing | ScopeMissing,
): string {
  if (error instanceof TokenMissing) return `Bearer, ${dpop}`;
  if (error instanceof ScopeMissing) return `Bearer error="insufficient_scope", scope="${error.scope}"`;
  if (error instanceof TokenInvalid && error.isOfProof) return `${dpop}, error="invalid_dpop_proof"`;
  return `Bearer error="invalid_token", ${dpop}, error="invalid_token"`;
}
