import { constants, createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import { calculateJwkThumbprint, type JWK } from 'jose';

import { TokenInvalid } from './access.errors.ts';

/** Holders that were seen lately; more begin anew. */
const MOST_HOLDERS = 10_000;
/** RFC 7518 §3.5; jose asks the same of the keys that sign tokens. */
const LEAST_RSA_BITS = 2_048;

interface Holder {
  readonly alg: Algorithm;
  readonly key: KeyObject;
  readonly jkt: string;
}

type Algorithm = 'ES256' | 'EdDSA' | 'PS256';

export type ProofClaims = Readonly<Record<string, unknown>>;

/**
 * Signatures of DPoP proofs. A client's proofs all begin with the same text, its key; that is read once, and kept by
 * that text as soon as it has proved a token of its own, so that nobody else can fill the memory.
 */
export class DpopProofs {
  private readonly holders = new Map<string, Holder>();

  /** The claims of a proof that the key with this thumbprint signed. @throws TokenInvalid */
  async claimsOf(proof: string, jkt: string): Promise<ProofClaims> {
    const [, header, payload, signature] = COMPACT.exec(proof) ?? [];
    if (header === undefined || payload === undefined || signature === undefined)
      throw new TokenInvalid('proof-key');
    const known = this.holders.get(header);
    const holder = known ?? (await readHolder(header));
    if (holder.jkt !== jkt || !isSigned(`${header}.${payload}`, signature, holder))
      throw new TokenInvalid('proof-key');
    if (known === undefined) this.keep(header, holder);
    return objectIn(payload);
  }

  private keep(header: string, holder: Holder): void {
    if (this.holders.size >= MOST_HOLDERS) this.holders.clear();
    this.holders.set(header, holder);
  }
}

const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;

/** RFC 9449 §4.3 no. 4 to 7. */
async function readHolder(text: string): Promise<Holder> {
  const { typ, alg, jwk, crit } = objectIn(text);
  if (typ !== 'dpop+jwt' || crit !== undefined) throw new TokenInvalid('proof-claim-typ');
  try {
    const { kty, crv, x, y, n, e, d } = jwk as JWK;
    if (d !== undefined) throw new TokenInvalid('proof-key');
    const key = createPublicKey({ key: { kty, crv, x, y, n, e } as JsonWebKey, format: 'jwk' });
    if (!fits(alg, key)) throw new TokenInvalid('proof-key');
    return { alg, key, jkt: await calculateJwkThumbprint(jwk as JWK) };
  } catch {
    throw new TokenInvalid('proof-key');
  }
}

function fits(
  alg: unknown,
  { asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject,
): alg is Algorithm {
  if (alg === 'ES256') return type === 'ec' && details?.namedCurve === 'prime256v1';
  if (alg === 'EdDSA') return type === 'ed25519';
  return alg === 'PS256' && type === 'rsa' && (details?.modulusLength ?? 0) >= LEAST_RSA_BITS;
}

function isSigned(text: string, signature: string, { alg, key }: Holder): boolean {
  const [data, bytes] = [Buffer.from(text), Buffer.from(signature, 'base64url')];
  if (alg === 'ES256') return bytes.length === 64 && verify('sha256', data, key, derOf(bytes));
  if (alg === 'EdDSA') return verify(null, data, key, bytes);
  return verify('sha256', data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }, bytes);
}

/**
 * Two numbers side by side (RFC 7518 §3.4) as OpenSSL takes them (X.690 §8.3): Node's own way there reads the key anew for
 * each signature, a third of the cost.
 */
function derOf(bytes: Buffer): Buffer {
  const numbers = [bytes.subarray(0, 32), bytes.subarray(32)].flatMap((number) => {
    const first = number.findIndex((byte) => byte !== 0);
    const digits = first < 0 ? number.subarray(31) : number.subarray(first);
    const sign = digits[0]! > 0x7f ? [0] : [];
    return [0x02, sign.length + digits.length, ...sign, ...digits];
  });
  return Buffer.from([0x30, numbers.length, ...numbers]);
}

function objectIn(text: string): ProofClaims {
  try {
    const content = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown;
    if (typeof content === 'object' && content !== null) return content as ProofClaims;
  } catch {
    // Below: a caller's proof is all that goes in here.
  }
  throw new TokenInvalid('proof-key');
}
