import { decodeProtectedHeader } from 'jose';

import { TokenInvalid } from './access.errors.ts';

/** Asymmetric only; the same list for access tokens and DPoP proofs. */
export const acceptedAlgorithms = ['ES256', 'PS256', 'EdDSA'];

/** Members through which a token could bring or point to its own key, or change how it must be read (RFC 7515 §4.1). */
const refusedInTokens = ['jku', 'x5u', 'jwk', 'x5c', 'crit', 'b64', 'zip'];

/** Refuses an access token by its JOSE header before any key is looked up. `typ` is RFC 9068 §2.1. */
export function requireAccessTokenHeader(token: string): void {
  const header = decode(token);
  const typ = typeof header.typ === 'string' ? header.typ.toLowerCase() : '';
  const sound =
    acceptedAlgorithms.includes(header.alg ?? '') &&
    (typ === 'at+jwt' || typ === 'application/at+jwt') &&
    typeof header.kid === 'string' &&
    header.kid !== '' &&
    !refusedInTokens.some((member) => Object.hasOwn(header, member));
  if (!sound) throw new TokenInvalid('jose-header');
}

function decode(token: string): ReturnType<typeof decodeProtectedHeader> {
  try {
    return decodeProtectedHeader(token);
  } catch {
    throw new TokenInvalid('malformed');
  }
}
