import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, SignJWT } from 'jose';

/** Who a token is for and what it says of them, beside what every access token says. */
export interface TokenContent {
  readonly sub: string;
  readonly client_id: string;
  readonly scope: string;
  readonly [claim: string]: unknown;
}

/** A real JWKS endpoint, and access tokens of five minutes as identity issues them (RFC 9068), bound to no key. */
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

  /** By the clock of this process, which a test may set. */
  token(audience: string, content: TokenContent): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    return new SignJWT({ ...content, jti: randomUUID() })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'k1' })
      .setIssuer(this.url)
      .setAudience(audience)
      .setIssuedAt(now)
      .setExpirationTime(now + 300)
      .sign(this.keys.privateKey);
  }
}
