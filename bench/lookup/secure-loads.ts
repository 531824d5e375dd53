import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { importJWK, SignJWT } from 'jose';
import { identityFiles } from '../../deploy/local/app-settings.ts';
import type { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import { toolFetch } from '../../deploy/local/tls/tool-fetch.ts';
import { tokenOf } from '../../deploy/local/token-of.ts';
import type { Load, Loads } from './loads.ts';

/** Whose token is bound to its certificate, and the same once more whose token is bound to its key. */
export const byCertificate = 'parking-hannover';
export const byProof = 'parking-hannover-by-proof';

interface Clients {
  readonly clients: readonly { readonly clientId: string }[];
}

/** Before the issuer starts. */
export function registerByProof({ home }: IsolatedStack): void {
  const file = home.readJson<Clients>(identityFiles.clients);
  const original = file?.clients.find(({ clientId }) => clientId === byCertificate);
  if (!file || !original) throw new Error('There are no clients.');
  const another = { ...original, clientId: byProof, tokenBinding: 'dpop' };
  home.writeJson(identityFiles.clients, { clients: [...file.clients, another] });
}

const base64url = (content: object | string | Buffer): string =>
  (Buffer.isBuffer(content)
    ? content
    : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content))
  ).toString('base64url');

/** Makes proofs ahead where it is told how many, since clients sign on machines of their own. */
class Prover {
  private readonly pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private readonly header = base64url({
    alg: 'ES256',
    typ: 'dpop+jwt',
    jwk: this.pair.publicKey.export({ format: 'jwk' }),
  });

  proof(htu: string, ath?: string): string {
    const claims = { jti: randomUUID(), htm: 'POST', htu, iat: Math.floor(Date.now() / 1_000), ath };
    const text = `${this.header}.${base64url(claims)}`;
    const key = { key: this.pair.privateKey, dsaEncoding: 'ieee-p1363' as const };
    return `${text}.${base64url(sign('sha256', Buffer.from(text), key))}`;
  }
}

async function tokenByProof({ endpoints }: IsolatedStack, prover: Prover): Promise<string> {
  const { issuer, tls } = endpoints;
  const { privateJwk, audience } = endpoints.clients[byCertificate]!;
  const assertion = await new SignJWT({ iss: byProof, sub: byProof, aud: issuer, jti: randomUUID() })
    .setProtectedHeader({ alg: 'ES256', kid: String(privateJwk.kid) })
    .setIssuedAt()
    .setExpirationTime('1 min')
    .sign(await importJWK(privateJwk, 'ES256'));
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: byProof,
    scope: 'lookup',
    resource: audience,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  });
  const request = { method: 'POST', body, headers: { dpop: prover.proof(`${issuer}/token`) } };
  const answer = await toolFetch(`${issuer}/token`, request, tls);
  const { access_token: token, error } = (await answer.json()) as { access_token?: string; error?: string };
  if (!token) throw new Error(`No token: ${error ?? answer.status}`);
  return token;
}

export interface SecureLoads {
  readonly certificate: () => Promise<Load>;
  /** @param ahead proofs that are signed before the load begins; what goes beyond is signed on the way */
  readonly proof: (ahead?: number) => Promise<Load>;
  /** The baseline with the same token, at its address. */
  readonly baseline: (url: string) => Promise<Load>;
}

/** The lookups of `loads`, each with its own way of being bound, and the ordinary endpoint; all over TLS. */
export function secureLoads(stack: IsolatedStack, loads: Loads): SecureLoads {
  const { clients, tls } = stack.endpoints;
  const { certFile = '', keyFile = '' } = clients[byCertificate]!;
  const ca = readFileSync(tls!.caFile);
  const certified = { ca, cert: readFileSync(certFile), key: readFileSync(keyFile) };
  return {
    certificate: async () => ({ ...(await loads.lookup()), tls: certified }),
    proof: async (ahead = 0) => {
      const [plain, prover] = [await loads.lookup(), new Prover()];
      const token = await tokenByProof(stack, prover);
      const ath = createHash('sha256').update(token).digest('base64url');
      const headers = { ...plain.headers, authorization: `DPoP ${token}` };
      const asked = plain.url + plain.request(0).path;
      const ready = Array.from({ length: ahead }, () => prover.proof(asked, ath));
      const proofs = (path: string) => ({ dpop: ready.pop() ?? prover.proof(plain.url + path, ath) });
      return { ...plain, headers, proofs, tls: { ca } };
    },
    baseline: async (url) => {
      const authorization = `Bearer ${await tokenOf(stack.endpoints, byCertificate)}`;
      return { ...loads.plain('residents', url), headers: { authorization }, tls: { ca } };
    },
  };
}
