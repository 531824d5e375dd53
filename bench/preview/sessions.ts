import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, SignJWT } from 'jose';

/** Logins of any citizen and clients, as identity issues tokens, so that each story has a session of its own. */
export interface Sessions {
  readonly issuerUrl: string;
  readonly token: (claims: { readonly sub: string; readonly [claim: string]: string }) => Promise<string>;
  readonly close: () => void;
}

export async function openSessions(audience: string): Promise<Sessions> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256', use: 'sig' };
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const issuerUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const token: Sessions['token'] = (claims) =>
    new SignJWT({ ...claims, jti: randomUUID() })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'bench' })
      .setIssuer(issuerUrl)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime('300s')
      .sign(privateKey);
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { issuerUrl, token, close };
}
