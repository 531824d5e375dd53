import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { decodeJwt, exportJWK, generateKeyPair } from 'jose';

export interface BusyExchange {
  /** Settings of a client of it. */
  readonly settings: string;
  /** Milliseconds between one lookup and the next. */
  waits(): readonly number[];
  /** Of every assertion and proof that came. */
  jtis(): readonly string[];
  close(): Promise<void>;
}

/**
 * Issuer and gateway as a client sees them, on a bad day: its first lookups get these statuses, with `Retry-After`.
 * Tells how a client behaves that a real exchange cannot be made to refuse on demand.
 */
export async function busyExchange(
  refusals: readonly (readonly [status: number, retryAfterS: number])[],
): Promise<BusyExchange> {
  const jtis: string[] = [];
  const asked: number[] = [];
  const noteJti = (token: unknown): void =>
    void jtis.push(typeof token === 'string' ? (decodeJwt(token).jti ?? 'absent') : 'absent');
  const answers: Readonly<Record<string, (request: IncomingMessage) => Promise<[number, object, number?]>>> =
    {
      '/.well-known/oauth-authorization-server': () =>
        Promise.resolve([200, { token_endpoint: `${url}/token` }]),
      '/token': async (request) => {
        noteJti(request.headers['dpop']);
        noteJti(new URLSearchParams(await text(request)).get('client_assertion'));
        return [200, { access_token: 'token', token_type: 'DPoP', expires_in: 300 }];
      },
      '/v1/lookups': async (request) => {
        noteJti(request.headers['dpop']);
        await text(request);
        const refusal = refusals[asked.push(Date.now()) - 1];
        if (refusal) return [refusal[0], { code: 'token-invalid' }, refusal[1]];
        return [200, { status: 'EVIDENCE', evidence: { plate: 'H-XX 999' }, provenance: { plate: {} } }];
      },
    };
  const server = createServer((request, response) => {
    void answers[request.url ?? '']?.(request).then(([status, body, retryAfterS = 0]) => {
      response.writeHead(status, { 'retry-after': String(retryAfterS) });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const privateJwk = { ...(await exportJWK(privateKey)), kid: 'k', alg: 'ES256' };
  return {
    settings: JSON.stringify({ issuer: url, audience: url, clientId: 'client', privateJwk }),
    waits: () => asked.slice(1).map((at, index) => at - asked[index]!),
    jtis: () => jtis,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
