import { generateKeyPairSync } from 'node:crypto';
import { compactVerify } from 'jose';
import { type Permit, PERMIT_LIFETIME_S } from '#libs/contracts';
import { permitKeys } from './permit-keys.ts';
import { PermitSigner } from './permit.signer.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'permit-1' };
const permits: Permit[] = [
  {
    decisionId: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f',
    subjectKind: 'plate',
    subject: 'GÖ-ÄÖ 1',
    fields: ['plate'],
    evidenceType: 'vehicles.master-data.v1',
    authority: 'parking',
    purpose: 'permit',
  },
];

describe('a permit batch', () => {
  it('is a JWS that the public key verifies, for one register and thirty seconds', async () => {
    const keys = permitKeys({ permitSigningJwk: JSON.stringify(jwk) });
    const jws = await new PermitSigner(keys, 'https://gateway.example').sign('vehicles', permits, 1_000_500);
    const { payload, protectedHeader } = await compactVerify(jws, publicKey, { algorithms: ['EdDSA'] });
    expect(protectedHeader).toEqual({ alg: 'EdDSA', typ: 'permit+jwt', kid: 'permit-1' });
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({
      iss: 'https://gateway.example',
      aud: 'vehicles',
      iat: 1_000,
      exp: 1_000 + PERMIT_LIFETIME_S,
      permits,
    });
  });

  it.each([
    ['a public key', { ...publicKey.export({ format: 'jwk' }), kid: 'k' }],
    ['a key without id', privateKey.export({ format: 'jwk' })],
    [
      'a key of another kind',
      { ...generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' }), kid: 'k' },
    ],
  ])('is not signed with %s', (_, key) => {
    expect(() => permitKeys({ permitSigningJwk: JSON.stringify(key) })).toThrow('PERMIT_SIGNING_JWK');
  });
});
