import { createHash, randomUUID } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { headerOf, type WireAnswer } from './transport.ts';

export interface ProofKeys {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/** Proves for each request that its sender has the key that the token is bound to (DPoP, RFC 9449). */
export class Proofs {
  readonly #keys: Promise<ProofKeys>;
  /** What a server wants to see in the next proof, by its origin (RFC 9449 §8, §9). */
  readonly #nonces = new Map<string, string>();

  /** @param keys P-256; of its own otherwise, as long as the process lives */
  constructor(keys?: ProofKeys) {
    this.#keys = keys ? Promise.resolve(keys) : generateKeyPair('ES256');
  }

  /** @param token absent while asking for one */
  async proof(method: string, url: string, token?: string): Promise<string> {
    const { privateKey, publicKey } = await this.#keys;
    const { origin, pathname } = new URL(url);
    const nonce = this.#nonces.get(origin);
    const claims = {
      htm: method,
      htu: origin + pathname,
      jti: randomUUID(),
      ...(token !== undefined && { ath: createHash('sha256').update(token).digest('base64url') }),
      ...(nonce !== undefined && { nonce }),
    };
    return new SignJWT(claims)
      .setIssuedAt()
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await exportJWK(publicKey) })
      .sign(privateKey);
  }

  /** Keeps the nonce of an answer. @returns whether the request was refused for want of it */
  learn(url: string, answer: WireAnswer): boolean {
    const nonce = headerOf(answer, 'dpop-nonce');
    if (nonce === undefined) return false;
    this.#nonces.set(new URL(url).origin, nonce);
    const { error } = (answer.body ?? {}) as { readonly error?: unknown };
    const challenge = headerOf(answer, 'www-authenticate') ?? '';
    return error === 'use_dpop_nonce' || /\berror="?use_dpop_nonce\b/.test(challenge);
  }
}
