import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { CompactSign, exportJWK, SignJWT, type JWTPayload } from 'jose';

import { AccessTokenVerifier } from '../access-token-verifier.ts';
import type { AccessRequest } from '../access-request.ts';
import type { TokenBinding } from '../token.config.ts';

export const AUDIENCE = 'https://gateway.example';
export const signer = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const ed = generateKeyPairSync('ed25519');
export const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** A real JWKS endpoint whose keys the test changes. */
export class KeyServer {
  private readonly published = new Map<string, KeyObject>();
  private readonly server: Server = createServer((_request, response) => {
    this.fetches += 1;
    void this.document().then((body) => response.setHeader('content-type', 'application/json').end(body));
  });
  fetches = 0;

  publish(kid: string, key: KeyObject): void {
    this.published.set(kid, key);
  }
  withdraw(kid: string): void {
    this.published.delete(kid);
  }
  get issuer(): string {
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
  private async document(): Promise<string> {
    const keys = [...this.published].map(async ([kid, key]) => ({ ...(await exportJWK(key)), kid }));
    return JSON.stringify({ keys: await Promise.all(keys) });
  }
}

export const keys = new KeyServer();
export const now = (): number => Math.floor(Date.now() / 1000);
export const goodClaims = (): JWTPayload => ({
  iss: keys.issuer,
  aud: AUDIENCE,
  sub: 'parking-hannover',
  client_id: 'parking-hannover',
  authority: 'strassenverkehr-hannover',
  scope: 'lookup',
  jti: crypto.randomUUID(),
  iat: now(),
  exp: now() + 300,
});

interface Bend {
  readonly header?: Record<string, unknown>;
  readonly claims?: Record<string, unknown>;
  readonly key?: KeyObject;
}

export function sign({ header = {}, claims = {}, key = signer.privateKey }: Bend = {}): Promise<string> {
  const { crit, ...others } = header;
  const payload = JSON.parse(JSON.stringify({ ...goodClaims(), ...claims })) as JWTPayload;
  const token = new SignJWT(payload).setProtectedHeader({
    alg: 'ES256',
    typ: 'at+jwt',
    kid: 'k1',
    ...others,
    ...(crit !== undefined && { crit: crit as string[] }),
  });
  return token.sign(key, { crit: { b64: false, future: true } });
}

/** For headers and payloads that no library would sign. */
export function craft(header: object, payload: string | object, signature = 'AA'): string {
  const part = (value: string | object): string =>
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
  return `${part(header)}.${part(payload)}.${signature}`;
}

export function hmacWithPublicKey(): string {
  const unsigned = craft({ alg: 'HS256', typ: 'at+jwt', kid: 'k1' }, goodClaims(), '').slice(0, -1);
  const pem = signer.publicKey.export({ type: 'spki', format: 'pem' });
  return `${unsigned}.${createHmac('sha256', pem).update(unsigned).digest('base64url')}`;
}

export const request = (...authorization: string[]): AccessRequest =>
  ({
    method: 'POST',
    url: '/v1/lookups',
    rawHeaders: ['Host', 'gateway.example', ...authorization.flatMap((value) => ['Authorization', value])],
    socket: {},
  }) as unknown as AccessRequest;

/** Of the right shape, of no key. */
export const thumbprint = 'A'.repeat(43);

/** A well signed token whose payload is this text. */
export const signText = (payload: string): Promise<string> =>
  new CompactSign(Buffer.from(payload))
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'k1' })
    .sign(signer.privateKey);

export const aVerifier = (
  tokenBinding: TokenBinding = 'loopback-optional',
  issuerUrl = keys.issuer,
): AccessTokenVerifier => new AccessTokenVerifier({ issuerUrl, tokenBinding }, AUDIENCE);

/** The claims, or the error the request was refused with. */
export async function outcome(verifier: AccessTokenVerifier, presented: AccessRequest): Promise<unknown> {
  try {
    return await verifier.verify(presented);
  } catch (error) {
    return error;
  }
}

/** Runs with clocks that stand still, this many seconds ahead. */
export async function atTime(seconds: number, run: () => Promise<void>): Promise<void> {
  // sleeps: not; it sets the clock that others read
  const since: { now: () => number } = performance;
  const own = Object.getOwnPropertyDescriptor(since, 'now');
  const at = since.now() + seconds * 1000;
  since.now = () => at;
  try {
    await withClock(seconds, run);
  } finally {
    if (own) Object.defineProperty(since, 'now', own);
    else Reflect.deleteProperty(since, 'now');
  }
}

/** Runs with the time of day alone that wrong; it stands still. */
export async function withClock(seconds: number, run: () => Promise<void>): Promise<void> {
  const real = Date.now;
  const at = real() + seconds * 1000;
  Date.now = () => at;
  try {
    await run();
  } finally {
    Date.now = real;
  }
}
