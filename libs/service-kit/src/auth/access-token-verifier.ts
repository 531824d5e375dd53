import type { AccessClaims } from '#libs/contracts';
import { hash } from 'node:crypto';
import { errors, jwtVerify, type JWTPayload } from 'jose';

import { CLOCK_TOLERANCE_S, readBinding, readClaims, type Binding } from './access-token-claims.ts';
import { TokenBindingMissing, TokenInvalid, TokenMissing, type RefusalReason } from './access.errors.ts';
import type { DpopProofVerifier } from './dpop-proof-verifier.ts';
import type { ProofClaim } from './dpop-replay-store.ts';
import { IssuerKeys } from './issuer-keys.ts';
import { IssuerTrouble, IssuerTroubles } from './issuer-trouble.ts';
import { acceptedAlgorithms, requireAccessTokenHeader } from './jose-header.ts';
import { peerThumbprint } from './peer-certificate.ts';
import { onlyHeader, type AccessRequest } from './access-request.ts';
import { TokenCache } from './token-cache.ts';
import type { TokenConfig } from './token.config.ts';

interface VerifiedToken {
  /** As its proofs have to name it (RFC 9449 §4.2); absent where it has none. */
  readonly ath: string | undefined;
  readonly claims: AccessClaims;
  readonly binding: Binding;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

const CREDENTIALS = /^(Bearer|DPoP) ([\w-]+\.[\w-]+\.[\w-]+)$/i;
const CACHED_TOKENS = 10_000;

/** Takes over to spend the proof. */
type Later = (claim: ProofClaim) => void;

/**
 * The only place that verifies access tokens: security.md, "What a resource server checks, in order", steps 2 to 6.
 * A verified token is remembered until it expires, or until the issuer's keys are looked at again (at most a minute); its
 * proof of possession is checked on every request.
 */
export class AccessTokenVerifier {
  private readonly troubles = new IssuerTroubles();
  private readonly keys: IssuerKeys;
  private readonly cache = new TokenCache<VerifiedToken>(CACHED_TOKENS);

  /** @param proofs absent: DPoP-bound tokens are refused, since a proof could be replayed */
  constructor(
    private readonly config: TokenConfig,
    private readonly audience: string,
    private readonly proofs?: DpopProofVerifier,
  ) {
    this.keys = new IssuerKeys(config, this.troubles);
  }

  /** @throws IssuerTrouble where the issuer, or what was configured of it, lets no token pass */
  async requireIssuer(): Promise<void> {
    await this.keys.look();
    const { current } = this.troubles;
    if (current !== undefined) throw current;
  }

  /**
   * Claims of the request's token; synchronously (no promise) when it was verified before and is not DPoP-bound.
   * @param later absent: a proof is spent here
   * @throws TokenMissing, TokenInvalid, TokenBindingMissing, IssuerKeysUnavailable
   */
  verify(request: AccessRequest, later?: Later): AccessClaims | Promise<AccessClaims> {
    const authorization = onlyHeader(request.rawHeaders, 'authorization');
    if (authorization === undefined) throw new TokenMissing();
    const known = this.cache.get(authorization, Date.now());
    return known === undefined
      ? this.verifyNew(authorization, request, later)
      : this.prove(known, request, later);
  }

  /** @returns whether the proof was unspent until now */
  async spend(claim: ProofClaim): Promise<boolean> {
    if (this.proofs === undefined) throw new TokenInvalid('proof-store-absent');
    return this.proofs.spend(claim);
  }

  private async verifyNew(
    authorization: string,
    request: AccessRequest,
    later: Later | undefined,
  ): Promise<AccessClaims> {
    const [, scheme, token] = CREDENTIALS.exec(authorization) ?? [];
    if (scheme === undefined || token === undefined) throw new TokenInvalid('scheme-unknown');
    requireAccessTokenHeader(token);
    const payload = await this.verifySignature(token);
    const now = Math.floor(Date.now() / 1000);
    const claims = readClaims(payload, { issuer: this.config.issuerUrl, audience: this.audience, now });
    const binding = readBinding(payload, this.config.ignoredConfirmations);
    this.requireScheme(scheme.toLowerCase(), binding);
    const expiresAt = Math.min(claims.exp * 1000, Date.now() + this.keys.believableMs);
    const ath = binding.kind === 'dpop' ? hash('sha256', token, 'base64url') : undefined;
    const verified = { ath, claims, binding, expiresAt };
    this.cache.set(authorization, verified);
    return this.prove(verified, request, later);
  }

  private async verifySignature(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, this.keys.find, {
        algorithms: acceptedAlgorithms,
        issuer: this.config.issuerUrl,
        audience: this.audience,
        typ: 'at+jwt',
        requiredClaims: ['sub', 'client_id', 'jti', 'iat', 'exp'],
        clockTolerance: CLOCK_TOLERANCE_S,
      });
      this.troubles.clear('name');
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'iss')
        this.troubles.add('name', misnamed());
      throw error instanceof errors.JOSEError ? new TokenInvalid(reasonOf(error)) : error;
    }
  }

  /** The cached entry is found by the whole header, so scheme and binding need comparing only once. */
  private requireScheme(scheme: string, binding: Binding): void {
    if (binding.kind === 'none' && this.config.tokenBinding === 'required')
      throw new TokenBindingMissing('unbound');
    if (binding.kind === 'dpop' && scheme === 'bearer') throw new TokenBindingMissing('proof-missing');
    if ((binding.kind === 'dpop') !== (scheme === 'dpop')) throw new TokenInvalid('scheme-mismatch');
  }

  private prove(
    { ath, claims, binding }: VerifiedToken,
    request: AccessRequest,
    later: Later | undefined,
  ): AccessClaims | Promise<AccessClaims> {
    if (binding.kind === 'none') return claims;
    if (binding.kind === 'dpop')
      return this.proveKey({ jkt: binding.jkt, ath: ath! }, claims, request, later);
    const presented = peerThumbprint(request.socket);
    if (presented === undefined) throw new TokenBindingMissing('certificate-missing');
    if (presented !== binding.thumbprint) throw new TokenInvalid('certificate');
    return claims;
  }

  private async proveKey(
    bound: { readonly jkt: string; readonly ath: string },
    claims: AccessClaims,
    request: AccessRequest,
    later: Later | undefined,
  ): Promise<AccessClaims> {
    if (this.proofs === undefined) throw new TokenInvalid('proof-store-absent');
    const claim = await this.proofs.verify(request, bound);
    if (later !== undefined) later(claim);
    else if (!(await this.proofs.spend(claim))) throw new TokenInvalid('proof-replayed');
    return claims;
  }
}

const misnamed = (): IssuerTrouble =>
  new IssuerTrouble(
    'ISSUER_URL: the issuer signs tokens that give it another name (`iss`), which are refused.',
  );

function reasonOf(error: errors.JOSEError): RefusalReason {
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return 'key-unknown';
  if (error instanceof errors.JWTExpired) return 'claim-exp';
  if (error instanceof errors.JWTClaimValidationFailed) return `claim-${error.claim}`;
  return 'malformed';
}
