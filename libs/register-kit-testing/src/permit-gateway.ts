import { CompactSign, type CryptoKey, exportJWK, generateKeyPair } from 'jose';
import { v7 } from 'uuid';
import { PERMIT_TYP, type Permit, type PermitBatch, type RegisterName } from '#libs/contracts';

interface Signing {
  readonly key?: CryptoKey;
  readonly header?: Readonly<Record<string, unknown>>;
}

/** Signs permits as the gateway does, and as it never should. */
export class PermitGateway {
  private constructor(
    readonly issuer: string,
    private readonly register: RegisterName,
    private readonly key: CryptoKey,
    /** Public keys, as the register pins them. */
    readonly jwks: string,
  ) {}

  static async create(issuer: string, register: RegisterName): Promise<PermitGateway> {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'gateway-1' };
    return new PermitGateway(issuer, register, privateKey, JSON.stringify({ keys: [jwk] }));
  }

  batch(permits: readonly Permit[], overrides: Partial<PermitBatch> = {}): PermitBatch {
    const iat = Math.floor(Date.now() / 1000);
    return { iss: this.issuer, aud: this.register, iat, exp: iat + 30, permits, ...overrides };
  }

  sign(payload: unknown, { key = this.key, header = {} }: Signing = {}): Promise<string> {
    return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'EdDSA', kid: 'gateway-1', typ: PERMIT_TYP, ...header })
      .sign(key);
  }
}

export const aPermit = (overrides: Partial<Permit>): Permit => ({
  decisionId: v7(),
  subjectKind: 'idnr',
  subject: 'nobody',
  fields: [],
  evidenceType: 'contract.v1',
  authority: 'authority-of-the-contract',
  purpose: 'contract',
  ...overrides,
});
