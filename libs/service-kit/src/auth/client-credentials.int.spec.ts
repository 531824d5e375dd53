import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  calculateJwkThumbprint,
  type CryptoKey,
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  jwtVerify,
} from 'jose';
import { ClientCredentials, TokenUnavailable } from './client-credentials.client.ts';

/** A token endpoint that answers as it is told to and remembers what it was asked. */
class Issuer {
  readonly asked: { readonly form: URLSearchParams; readonly dpop: string }[] = [];
  answer: { status: number; body: object; nonce?: string } = { status: 200, body: {} };
  /** Come before it, one for each request. */
  readonly earlier: (typeof this.answer)[] = [];
  /** Answers wait for it. */
  gate: Promise<void> = Promise.resolve();
  private readonly server: Server = createServer((request, response) => {
    void request.toArray().then(async (chunks) => {
      const form = new URLSearchParams(Buffer.concat(chunks as Buffer[]).toString());
      this.asked.push({ form, dpop: String(request.headers['dpop']) });
      await this.gate;
      const { status, body, nonce } = this.earlier.shift() ?? this.answer;
      response.writeHead(status, {
        'content-type': 'application/json',
        ...(nonce && { 'dpop-nonce': nonce }),
      });
      response.end(JSON.stringify(body));
    });
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.listen(0, '127.0.0.1', resolve);
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  grant(token: string, expiresIn = 300): void {
    this.answer = { status: 200, body: { access_token: token, token_type: 'DPoP', expires_in: expiresIn } };
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }
}

describe('a client with credentials of its own', () => {
  const issuer = new Issuer();
  const gateway = 'http://gateway.test';
  let nowMs = Date.now();
  let publicKey: CryptoKey;
  let clientJwk: string;

  beforeAll(async () => {
    await issuer.start();
    const pair = await generateKeyPair('ES256', { extractable: true });
    publicKey = pair.publicKey;
    clientJwk = JSON.stringify({ ...(await exportJWK(pair.privateKey)), kid: 'k1', alg: 'ES256' });
  });
  afterAll(() => issuer.stop());
  beforeEach(() => {
    issuer.asked.length = 0;
    issuer.grant('t1');
  });

  const client = (addresses: { readonly issuerUrl?: string; readonly tokenCallUrl?: string } = {}) =>
    new ClientCredentials({
      issuerUrl: issuer.url,
      clientId: 'vehicles-register',
      clientJwk,
      audience: gateway,
      scope: 'lookup',
      now: () => nowMs,
      ...addresses,
    });
  const tokenOf = async (credentials: ClientCredentials) =>
    (await credentials.headers('POST', `${gateway}/v1/lookups`)).authorization;

  it('asks at another address for what the issuer calls its own', async () => {
    const issuerUrl = 'http://issuer.test';
    await client({ issuerUrl, tokenCallUrl: `${issuer.url}/token` }).headers('POST', `${gateway}/v1/lookups`);
    const [{ form, dpop } = { form: new URLSearchParams(), dpop: '' }] = issuer.asked;
    expect(decodeJwt(dpop)).toMatchObject({ htm: 'POST', htu: `${issuerUrl}/token` });
    expect(decodeJwt(form.get('client_assertion') ?? '')).toMatchObject({ aud: issuerUrl });
  });

  it('signs an assertion for the issuer and names the service and scope', async () => {
    await client().headers('POST', `${gateway}/v1/lookups`);
    const { form } = issuer.asked[0]!;
    expect(Object.fromEntries(form)).toMatchObject({
      grant_type: 'client_credentials',
      scope: 'lookup',
      resource: gateway,
    });
    const { payload } = await jwtVerify(form.get('client_assertion')!, publicKey, {
      issuer: 'vehicles-register',
      audience: issuer.url,
    });
    expect(payload.exp! - payload.iat!).toBeLessThanOrEqual(60);
  });

  it('proves possession of one key to the issuer and with every request', async () => {
    const { dpop } = await client().headers('POST', `${gateway}/v1/lookups`);
    expect(decodeJwt(dpop)).toMatchObject({
      htm: 'POST',
      htu: `${gateway}/v1/lookups`,
      ath: expect.any(String),
    });
    const thumbprint = (proof: string) => calculateJwkThumbprint(decodeProtectedHeader(proof).jwk!);
    expect(await thumbprint(dpop)).toBe(await thumbprint(issuer.asked[0]!.dpop));
  });

  it('asks once for many callers, and again only shortly before the end', async () => {
    const credentials = client();
    let open = (): void => undefined;
    issuer.gate = new Promise((resolve) => {
      open = resolve;
    });
    const waiting = Promise.all(Array.from({ length: 20 }, () => tokenOf(credentials)));
    open();
    expect(new Set(await waiting)).toEqual(new Set(['DPoP t1']));
    issuer.grant('t2');
    nowMs += 269_000;
    expect(await tokenOf(credentials)).toBe('DPoP t1');
    nowMs += 2_000;
    expect(await tokenOf(credentials)).toBe('DPoP t2');
    expect(issuer.asked).toHaveLength(2);
  });

  it('asks anew after a refusal by the issuer or the service', async () => {
    const credentials = client();
    issuer.answer = { status: 401, body: { error: 'invalid_client' } };
    await expect(tokenOf(credentials)).rejects.toEqual(new TokenUnavailable('invalid_client'));
    issuer.grant('t3');
    expect(await tokenOf(credentials)).toBe('DPoP t3');
    issuer.grant('t4');
    credentials.discard();
    expect(await tokenOf(credentials)).toBe('DPoP t4');
  });

  it('puts the latest nonce of the issuer into its proofs, and asks once more where one was wanted', async () => {
    const credentials = client();
    const wanted = { status: 400, body: { error: 'use_dpop_nonce' } };
    issuer.earlier.push({ ...wanted, nonce: 'n1' });
    issuer.answer = { ...issuer.answer, nonce: 'n2' };
    await tokenOf(credentials);
    credentials.discard();
    await tokenOf(credentials);
    const nonces = issuer.asked.map(({ dpop }) => decodeJwt(dpop)['nonce']);
    expect(nonces).toEqual([undefined, 'n1', 'n2']);
    const assertions = issuer.asked.map(({ form }) => form.get('client_assertion'));
    expect(new Set(assertions).size).toBe(3);
    credentials.discard();
    issuer.answer = wanted;
    await expect(tokenOf(credentials)).rejects.toEqual(new TokenUnavailable('use_dpop_nonce'));
    expect(issuer.asked).toHaveLength(5);
  });

  it('says that nobody answers', async () => {
    const credentials = new ClientCredentials({
      issuerUrl: 'http://127.0.0.1:1',
      clientId: 'vehicles-register',
      clientJwk,
      audience: gateway,
      scope: 'lookup',
    });
    await expect(tokenOf(credentials)).rejects.toMatchObject({ reason: 'no answer' });
  });
});
