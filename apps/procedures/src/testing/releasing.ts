import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { CompactEncrypt, importJWK, type JWK } from 'jose';
import { releaseGiver } from '#libs/contracts';
import type { FakeGateway } from './fake-gateway.ts';

export type Held = { readonly status: number; readonly body: object };

type Answering = (key: string, client: string) => Held | Promise<Held>;

interface Releasing {
  readonly gateway: FakeGateway;
  /** Of the authority, with its private half. */
  readonly jwk: JWK;
  readonly purpose: string;
  readonly evidenceType: string;
  readonly person: string;
}

export const encryptionJwk = (kid: string): JWK => ({
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  kid,
});

/** A release to an authority as the gateway seals it, and what the gateway answers to who takes it. */
export async function releaseOf(
  { gateway, jwk: { d: _private, ...jwk }, purpose, evidenceType, person }: Releasing,
  evidence: object | Answering,
): Promise<string> {
  const releaseId = randomBytes(32).toString('base64url');
  const giver = releaseGiver(releaseId, person);
  const answer =
    typeof evidence === 'function'
      ? (evidence as Answering)
      : () => ({ status: 200, body: answerOf(evidenceType, evidence) });
  gateway.hold(releaseId, async (key, client) => {
    const { status, body } = await answer(key, client);
    return { status, body: { evidenceType, purpose, giver, ...body } };
  });
  const content = { releaseId, giver, previewId: randomUUID(), purpose, evidenceType };
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(content)))
    .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', typ: 'release+jwe', kid: jwk.kid! })
    .encrypt(await importJWK(jwk, 'ECDH-ES+A256KW'));
}

export const answerOf = (evidenceType: string, evidence: object): object => ({
  lookupId: randomUUID(),
  previewId: randomUUID(),
  status: 'EVIDENCE',
  evidenceType,
  registerAuthority: 'Meldebehörde',
  asOf: new Date().toISOString(),
  evidence,
  provenance: { 'address.zone': { register: 'residents', version: 1 } },
});
