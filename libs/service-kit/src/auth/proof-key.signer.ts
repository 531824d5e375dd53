import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { exportJWK, type JWK, SignJWT } from 'jose';

/** A key that lives as long as the process and proves possession of its tokens (DPoP, RFC 9449 §4.2). */
export class ProofKey {
  private readonly pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private readonly jwk: Promise<JWK> = exportJWK(this.pair.publicKey);
  /** The latest that each server gave, by its origin (RFC 9449 §8, §9). */
  private readonly nonces = new Map<string, string>();

  /** @param token absent while asking for one */
  async proof(method: string, url: string, token?: string): Promise<string> {
    const ath = token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') };
    const nonce = this.nonces.get(new URL(url).origin);
    return new SignJWT({ htm: method, htu: url, jti: randomUUID(), ...ath, ...(nonce && { nonce }) })
      .setIssuedAt()
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await this.jwk })
      .sign(this.pair.privateKey);
  }

  /** Keeps the nonce of an answer for the next proof. @param url as proofs name it */
  learn(url: string, headers: Headers): void {
    const nonce = headers.get('dpop-nonce');
    if (nonce !== null) this.nonces.set(new URL(url).origin, nonce);
  }
}
