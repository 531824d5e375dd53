import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, SignJWT } from 'jose';

/** A real JWKS endpoint, and tokens as identity issues them. */
export class TokenIssuer {
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private readonly server: Server = createServer((_request, response) => {
    void exportJWK(this.keys.publicKey).then((jwk) => {
      const keys = [{ ...jwk, kid: 'k1', alg: 'ES256', use: 'sig' }];
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }));
    });
  });

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  start(): Promise<void> {
    return new Promise((resolve) => {
      this.server.listen(0, '127.0.0.1', resolve);
    });
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }

  machine(audience: string, clientId: string, authority: string): Promise<string> {
    return this.sign(audience, { sub: clientId, client_id: clientId, authority, scope: 'lookup' });
  }

  /** @param acr null: the token names no level */
  citizen(audience: string, sub: string, acr: string | null = 'high'): Promise<string> {
    const level = acr !== null && { acr };
    return this.sign(audience, { sub, client_id: 'portal', scope: 'citizen', ...level });
  }

  private sign(audience: string, claims: Record<string, unknown>): Promise<string> {
    return new SignJWT({ ...claims, jti: crypto.randomUUID() })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'k1' })
      .setIssuer(this.url)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime('300s')
      .sign(this.keys.privateKey);
  }
}
