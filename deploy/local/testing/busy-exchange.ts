import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { decodeJwt, exportJWK, generateKeyPair } from 'jose';

type Headers = Readonly<Record<string, string>>;

export interface BusyExchange {
  /** Settings of a client of it. */
  readonly settings: string;
  /** Milliseconds between one lookup and the next. */
  waits(): readonly number[];
  /** Of every assertion and proof that came. */
  jtis(): readonly string[];
  /** Nonces of the proofs that came. */
  nonces(): readonly unknown[];
  close(): Promise<void>;
}

/**
 * Issuer and gateway as a client sees them, on a bad day: its first lookups get these statuses, with `Retry-After`. With
 * `nonces`, both demand one, which for the issuer is the first and for the gateway the second of them (RFC 9449 §8, §9).
 * Tells how a client behaves that a real exchange cannot be made to refuse on demand.
 */
export async function busyExchange(
  refusals: readonly (readonly [status: number, retryAfterS: number])[],
  nonces?: readonly [issuers: string, gateways: string],
): Promise<BusyExchange> {
  const jtis: string[] = [];
  const shown: unknown[] = [];
  const asked: number[] = [];
  /** The headers of a demand, where a nonce is demanded that the proof does not show. */
  const demandOf = ({ headers }: IncomingMessage, nonce: string | undefined): Headers | undefined => {
    const given = decodeJwt(String(headers['dpop']))['nonce'];
    shown.push(given);
    if (nonce === undefined || given === nonce) return undefined;
    return { 'dpop-nonce': nonce, 'www-authenticate': 'DPoP error="use_dpop_nonce"' };
  };
  const noteJti = (token: unknown): void =>
    void jtis.push(typeof token === 'string' ? (decodeJwt(token).jti ?? 'absent') : 'absent');
  const answers: Readonly<Record<string, (request: IncomingMessage) => Promise<[number, object, Headers?]>>> =
    {
      '/.well-known/oauth-authorization-server': () =>
        Promise.resolve([200, { token_endpoint: `${issuer}/token` }]),
      '/token': async (request) => {
        noteJti(request.headers['dpop']);
        noteJti(new URLSearchParams(await text(request)).get('client_assertion'));
        const demand = demandOf(request, nonces?.[0]);
        if (demand) return [400, { error: 'use_dpop_nonce' }, demand];
        return [200, { access_token: 'token', token_type: 'DPoP', expires_in: 300 }];
      },
      '/v1/lookups': async (request) => {
        noteJti(request.headers['dpop']);
        await text(request);
        const demand = demandOf(request, nonces?.[1]);
        if (demand) return [401, { code: 'token-invalid' }, demand];
        const refusal = refusals[asked.push(Date.now()) - 1];
        if (refusal) return [refusal[0], { code: 'token-invalid' }, { 'retry-after': `${refusal[1]}` }];
        return [200, { status: 'EVIDENCE', evidence: { plate: 'H-XX 999' }, provenance: { plate: {} } }];
      },
    };
  const server = createServer((request, response) => {
    void answers[request.url ?? '']?.(request).then(([status, body, headers]) => {
      response.writeHead(status, headers);
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const [issuer, audience] = [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const privateJwk = { ...(await exportJWK(privateKey)), kid: 'k', alg: 'ES256' };
  return {
    settings: JSON.stringify({ issuer, audience, clientId: 'client', privateJwk }),
    waits: () => asked.slice(1).map((at, index) => at - asked[index]!),
    jtis: () => jtis,
    nonces: () => shown,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
