import { type CompactJWSHeaderParameters, compactVerify, type CryptoKey, importJWK, type JWK } from 'jose';
import { PERMIT_TYP, type PermitBatch } from '#libs/contracts';
import { PermitRefused } from '../register.errors.ts';
import type { RegisterConfig } from '../register.config.ts';
import { isPermitBatch, voidReason } from './permit-batch.schema.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The one place where a permit's signature is checked: pinned keys, EdDSA only, everything required. */
export class PermitVerifier {
  private constructor(
    private readonly keys: ReadonlyMap<string, CryptoKey>,
    private readonly expected: { readonly iss: string; readonly aud: string },
  ) {}

  /** Fails at start when the pinned key set holds anything but named Ed25519 public keys. */
  static async create(config: RegisterConfig, register: string): Promise<PermitVerifier> {
    const { keys = [] } = JSON.parse(config.permitJwks) as { keys?: JWK[] };
    if (keys.length === 0) throw new Error('PERMIT_JWKS holds no key.');
    const imported = await Promise.all(keys.map(importPinned));
    return new PermitVerifier(new Map(imported), { iss: config.permitIssuer, aud: register });
  }

  /** @throws PermitRefused for anything but a valid, current batch for this register */
  async verify(jws: string): Promise<PermitBatch> {
    const payload = await this.signed(jws);
    const batch = parse(payload);
    if (!isPermitBatch(batch)) throw new PermitRefused('shape');
    const reason = voidReason(batch, this.expected, Date.now() / 1000);
    if (reason) throw new PermitRefused(reason);
    return batch;
  }

  private async signed(jws: string): Promise<Uint8Array> {
    try {
      const { payload } = await compactVerify(jws, (header) => this.keyOf(header), { algorithms: ['EdDSA'] });
      return payload;
    } catch (error) {
      throw error instanceof PermitRefused ? error : new PermitRefused('signature');
    }
  }

  private keyOf({ kid, typ, jku, jwk, x5u, crit }: CompactJWSHeaderParameters): CryptoKey {
    if (typ !== PERMIT_TYP) throw new PermitRefused('typ');
    if (jku !== undefined || jwk !== undefined || x5u !== undefined || crit !== undefined) {
      throw new PermitRefused('header');
    }
    const key = kid === undefined ? undefined : this.keys.get(kid);
    if (key === undefined) throw new PermitRefused('kid');
    return key;
  }
}

async function importPinned(jwk: JWK): Promise<readonly [string, CryptoKey]> {
  if (jwk.kid === undefined || jwk.crv !== 'Ed25519' || jwk.d !== undefined) {
    throw new Error('PERMIT_JWKS may hold only public Ed25519 keys with a kid.');
  }
  return [jwk.kid, (await importJWK(jwk, 'EdDSA')) as CryptoKey];
}

function parse(payload: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(payload)) as unknown;
  } catch {
    throw new PermitRefused('payload');
  }
}
