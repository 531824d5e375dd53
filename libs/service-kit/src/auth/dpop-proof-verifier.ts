import { isInternal } from '../transport/index.ts';
import { TokenBindingMissing, TokenInvalid } from './access.errors.ts';
import { DpopProofs, type ProofClaims } from './dpop-proof.ts';
import type { DpopReplayStore, ProofClaim } from './dpop-replay-store.ts';
import { onlyHeader, type AccessRequest } from './access-request.ts';

/** Seconds a proof may be older or newer than now. */
const PROOF_WINDOW_S = 60;
/** Text that PostgreSQL can hold: no NUL, no half of a surrogate pair. */
const jtiForm = /^[^\p{Cc}\p{Cs}]{1,255}$/u;

/** RFC 9449 §4.3: one proof per request, for exactly this method, address and token. */
export class DpopProofVerifier {
  private readonly base: string;
  private readonly proofs = new DpopProofs();
  private readonly internalBase: string;

  /**
   * @param publicUrl address callers use; the Host header is theirs to choose and takes no part
   * @param internalUrl address that services use, at the internal door
   */
  constructor(
    publicUrl: string,
    private readonly replays: DpopReplayStore,
    internalUrl = publicUrl,
  ) {
    this.base = publicUrl.replace(/\/$/, '');
    this.internalBase = internalUrl.replace(/\/$/, '');
  }

  /**
   * What is left is to spend it.
   * @param bound what the proof has to name: thumbprint of its key, and hash of the token
   * @throws TokenBindingMissing without a proof, TokenInvalid for any other failure
   */
  async verify(request: AccessRequest, { jkt, ath }: { jkt: string; ath: string }): Promise<ProofClaim> {
    const proof = onlyHeader(request.rawHeaders, 'dpop');
    if (proof === undefined) throw new TokenBindingMissing('proof-missing');
    const payload = await this.proofs.claimsOf(proof, jkt);
    if (payload['htm'] !== request.method) throw new TokenInvalid('proof-claim-htm');
    if (!this.isFor(request, payload['htu'])) throw new TokenInvalid('proof-claim-htu');
    if (payload['ath'] !== ath) throw new TokenInvalid('proof-claim-ath');
    const { jti } = payload;
    const iat = timeOf(payload);
    if (typeof jti !== 'string' || !jtiForm.test(jti)) throw new TokenInvalid('proof-claim-jti');
    return { jkt, jti, expiresAtS: iat + PROOF_WINDOW_S };
  }

  /** @returns whether it was unspent until now */
  spend(claim: ProofClaim): Promise<boolean> {
    return this.replays.claim(claim);
  }

  private isFor(request: AccessRequest, htu: unknown): boolean {
    const [path = ''] = (request.url ?? '').split('?', 1);
    const address = (isInternal(request.socket) ? this.internalBase : this.base) + path;
    if (!path.startsWith('/')) return false;
    // Nearly all spell it alike, and parsing both costs more than all other claims.
    return htu === address || (typeof htu === 'string' && normalise(htu) === normalise(address));
  }
}

/** When the proof was made: about now. What else it says of its time is heeded. */
function timeOf({ iat, exp = Infinity, nbf = 0 }: ProofClaims): number {
  const nowS = Date.now() / 1000;
  if (!isWhole(iat) || Math.abs(nowS - iat) > PROOF_WINDOW_S) throw new TokenInvalid('proof-claim-iat');
  if (!((exp as number) > nowS)) throw new TokenInvalid('proof-claim-exp');
  if (!((nbf as number) <= nowS + PROOF_WINDOW_S)) throw new TokenInvalid('proof-claim-nbf');
  return iat;
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

/** RFC 9449 §4.3: compared without query and fragment, after syntax-based normalisation (RFC 3986 §6.2.2). */
function normalise(address: string): string | undefined {
  const url = URL.parse(address);
  if (url === null) return undefined;
  url.search = '';
  url.hash = '';
  return url.href;
}
