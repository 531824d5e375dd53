import { createHash, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';

import { calculateJwkThumbprint, exportJWK, SignJWT, type JWTPayload } from 'jose';

/** Key of a client that binds its tokens by DPoP. */
export const holder = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const holderThumbprint = async (): Promise<string> =>
  calculateJwkThumbprint(await exportJWK(holder.publicKey));

interface ProofBend {
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  readonly signWith?: KeyObject;
}

/** A good proof for POST https://gateway.example/v1/lookups with this token, but for what is bent. */
export async function aProof(
  token: string,
  { claims = {}, header = {}, signWith }: ProofBend = {},
): Promise<string> {
  const good = {
    jti: randomUUID(),
    htm: 'POST',
    htu: 'https://gateway.example/v1/lookups',
    iat: Math.floor(Date.now() / 1000),
    ath: createHash('sha256').update(token).digest('base64url'),
  };
  const payload = JSON.parse(JSON.stringify({ ...good, ...claims })) as JWTPayload;
  const jwk = await exportJWK(holder.publicKey);
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk, ...header })
    .sign(signWith ?? holder.privateKey);
}
