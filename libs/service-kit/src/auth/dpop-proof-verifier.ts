import { createHash } from 'node:crypto';

import { calculateJwkThumbprint, EmbeddedJWK, errors, jwtVerify, type JWTVerifyResult } from 'jose';

import { TokenBindingMissing, TokenInvalid } from './access.errors.ts';
import type { DpopReplayStore } from './dpop-replay-store.ts';
import { acceptedAlgorithms } from './jose-header.ts';
import { onlyHeader, type AccessRequest } from './access-request.ts';

/** Seconds a proof may be older or newer than now. */
const PROOF_WINDOW_S = 60;
/** Text that PostgreSQL can hold: no NUL, no half of a surrogate pair. */
const jtiForm = /^[^\p{Cc}\p{Cs}]{1,255}$/u;

/** RFC 9449 §4.3: one proof per request, for exactly this method, address and token. */
export class DpopProofVerifier {
  private readonly base: string;

  /** @param publicUrl address callers use; the Host header is theirs to choose and takes no part */
  constructor(
    publicUrl: string,
    private readonly replays: DpopReplayStore,
  ) {
    this.base = publicUrl.replace(/\/$/, '');
  }

  /** @throws TokenBindingMissing without a proof, TokenInvalid for any other failure */
  async verify(request: AccessRequest, token: string, jkt: string): Promise<void> {
    const proof = onlyHeader(request.rawHeaders, 'dpop');
    if (proof === undefined) throw new TokenBindingMissing('proof-missing');
    const { payload, protectedHeader } = await verifySignature(proof);
    if ((await calculateJwkThumbprint(protectedHeader.jwk!)) !== jkt) throw new TokenInvalid('proof-key');
    if (payload['htm'] !== request.method) throw new TokenInvalid('proof-claim-htm');
    if (normalise(payload['htu']) !== this.addressOf(request)) throw new TokenInvalid('proof-claim-htu');
    if (payload['ath'] !== createHash('sha256').update(token).digest('base64url'))
      throw new TokenInvalid('proof-claim-ath');
    const { iat, jti } = payload;
    if (!Number.isSafeInteger(iat) || Math.abs(Date.now() / 1000 - iat!) > PROOF_WINDOW_S)
      throw new TokenInvalid('proof-claim-iat');
    if (typeof jti !== 'string' || !jtiForm.test(jti)) throw new TokenInvalid('proof-claim-jti');
    if (!(await this.replays.claim(jkt, jti, iat! + PROOF_WINDOW_S)))
      throw new TokenInvalid('proof-replayed');
  }

  private addressOf(request: AccessRequest): string | undefined {
    const [path = ''] = (request.url ?? '').split('?', 1);
    return path.startsWith('/') ? normalise(this.base + path) : undefined;
  }
}

async function verifySignature(proof: string): Promise<JWTVerifyResult> {
  try {
    const result = await jwtVerify(proof, EmbeddedJWK, { algorithms: acceptedAlgorithms, typ: 'dpop+jwt' });
    if (result.protectedHeader.typ !== 'dpop+jwt' || Object.hasOwn(result.protectedHeader, 'crit'))
      throw new TokenInvalid('proof-claim-typ');
    return result;
  } catch (error) {
    if (error instanceof errors.JWTClaimValidationFailed)
      throw new TokenInvalid(`proof-claim-${error.claim}`);
    if (error instanceof TokenInvalid) throw error;
    // Nothing but the caller's proof goes in here, and WebCrypto has many ways to say that a key is none.
    throw new TokenInvalid('proof-key');
  }
}

/** RFC 9449 §4.3: compared without query and fragment, after syntax-based normalisation (RFC 3986 §6.2.2). */
function normalise(address: unknown): string | undefined {
  const url = typeof address === 'string' ? URL.parse(address) : null;
  if (url === null) return undefined;
  url.search = '';
  url.hash = '';
  return url.href;
}
