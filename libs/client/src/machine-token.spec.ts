import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader } from 'jose';
import { Einmal, gateway, TokenRefused } from './index.ts';
import { MachineToken } from './machine-token.ts';
import { usualPatience } from './repeating.ts';
import { aRefusal, Exchange } from './testing/exchange.ts';
import { failureOf, lookup, proofOf, Stand } from './testing/stand.ts';
import { testCertificate } from '../../test-kit/src/index.ts';
import { Transport } from './transport.ts';

describe('the token of a client', () => {
  let stand: Stand;
  let exchange: Exchange;
  let service: Stand['service'];

  beforeEach(async () => {
    stand = await Stand.open();
    ({ exchange, service } = stand);
  });

  afterEach(() => stand.close());

  it('asks once for all who wait, with an assertion of its own', async () => {
    await Promise.all(Array.from({ length: 20 }, () => service.call('GET /v1/grants/mine')));
    expect(exchange.tokensAsked).toHaveLength(1);
    const form = new URLSearchParams(exchange.tokensAsked[0]!.body);
    expect(Object.fromEntries(form)).toMatchObject({
      grant_type: 'client_credentials',
      client_id: 'parking',
      scope: 'lookup',
      resource: exchange.url,
    });
    const assertion = form.get('client_assertion')!;
    expect(decodeProtectedHeader(assertion)).toEqual({ alg: 'ES256', kid: 'key-1' });
    const { exp = 0, iat = 0, ...claims } = decodeJwt(assertion);
    expect(claims).toEqual({
      iss: 'parking',
      sub: 'parking',
      aud: exchange.url,
      jti: expect.any(String) as string,
    });
    expect(exp - iat).toBe(60);
  });

  it('proves each request anew, for this token, method and address', async () => {
    await service.call('GET /v1/feeds/{id}', { path: { id: 'a b' }, query: { waitS: 0 } });
    await service.call('POST /v1/lookups', lookup);
    const [feed, asked] = exchange.asked.map((each) => ({ ...proofOf(each), path: each.path }));
    const ath = createHash('sha256').update('token-1').digest('base64url');
    expect(feed).toMatchObject({ htm: 'GET', htu: `${exchange.url}/v1/feeds/a%20b`, ath });
    expect(feed?.path).toBe('/v1/feeds/a%20b?waitS=0');
    expect(asked).toMatchObject({ htm: 'POST', htu: `${exchange.url}/v1/lookups`, ath });
    const all = [...exchange.tokensAsked, ...exchange.asked];
    expect(new Set(all.map((each) => proofOf(each).jti)).size).toBe(3);
    const jwks = all.map(({ headers }) => decodeProtectedHeader(String(headers['dpop'])).jwk!);
    expect(new Set(await Promise.all(jwks.map((jwk) => calculateJwkThumbprint(jwk)))).size).toBe(1);
  });

  it('makes up for a token that was withdrawn, once for all whom it met', async () => {
    const refused = aRefusal(401, 'token-invalid');
    exchange.answers = [refused, refused, { body: { grants: [] } }];
    const both = await Promise.all([
      service.call('GET /v1/grants/mine'),
      service.call('POST /v1/lookups', lookup),
    ]);
    expect(both).toEqual([{ grants: [] }, { grants: [] }]);
    expect(exchange.tokensAsked).toHaveLength(2);
    exchange.answers = [refused];
    expect(await failureOf(service.call('GET /v1/grants/mine'))).toMatchObject({ code: 'token-invalid' });
    expect(exchange.tokensAsked).toHaveLength(3);
  });

  it('sends the nonce that issuer and service want, and keeps it', async () => {
    const nonce = (value: string) => ({ 'dpop-nonce': value });
    const granted = exchange.token;
    exchange.token = (asked) =>
      proofOf(asked)['nonce'] === 'n-1'
        ? granted(asked)
        : { status: 400, body: { error: 'use_dpop_nonce' }, headers: nonce('n-1') };
    const challenge = { ...nonce('n-2'), 'www-authenticate': 'DPoP error="use_dpop_nonce"' };
    exchange.answers = [aRefusal(401, 'token-invalid', challenge), { body: {} }];
    await service.call('POST /v1/lookups', lookup);
    await service.call('POST /v1/lookups', lookup);
    expect(exchange.asked.map((each) => proofOf(each)['nonce'])).toEqual(['n-1', 'n-2', 'n-2']);
    expect(exchange.tokensAsked).toHaveLength(2);
  });

  it('tells of the binding where a proof was shown and a certificate is wanted', async () => {
    exchange.token = () => ({ status: 400, body: { error: 'invalid_grant' } });
    expect(await failureOf(service.call('GET /v1/grants/mine'))).toMatchObject({
      error: 'invalid_grant',
      message: expect.stringContaining("binding: 'certificate'") as string,
    });
  });

  it('tells what the issuer refused with, and keeps no failure', async () => {
    const granted = exchange.token;
    exchange.token = () => ({ status: 401, body: { error: 'invalid_client' } });
    const error = await failureOf(service.call('GET /v1/grants/mine'));
    expect(error).toBeInstanceOf(TokenRefused);
    expect(error).toMatchObject({ status: 401, error: 'invalid_client' });
    exchange.token = granted;
    expect(await service.call('GET /v1/grants/mine')).toEqual({});
  });

  it('is not given up with one of those who wait for it', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const granted = exchange.token;
    exchange.token = async (asked) => {
      await promise;
      return granted(asked);
    };
    const [hasty, patient] = [new AbortController(), service.call('GET /v1/grants/mine')];
    const given = failureOf(service.call('GET /v1/grants/mine', { signal: hasty.signal }));
    hasty.abort(new Error('gone'));
    expect(await given).toEqual(new Error('gone'));
    resolve();
    expect(await patient).toEqual({});
    expect(exchange.tokensAsked).toHaveLength(1);
  });

  it('is unbound on this machine alone', () => {
    const unbound = new Einmal({
      issuer: exchange.url,
      clientId: 'c',
      privateJwk: stand.privateJwk,
      binding: 'none-on-loopback',
    });
    expect(() => unbound.service(gateway, { url: 'https://gateway.example', scope: 'lookup' })).toThrow(
      TypeError,
    );
  });

  it('is that of the person in a session', async () => {
    const session = stand.client.session(gateway, { url: exchange.url, token: () => 'of-anna' });
    await session.call('GET /v1/consents');
    expect(exchange.asked[0]?.headers).toMatchObject({ authorization: 'Bearer of-anna' });
    expect(exchange.tokensAsked).toEqual([]);
  });

  describe('by itself', () => {
    let nowMs = 0;
    let transport: Transport;
    let token: MachineToken;
    const sent = () => token.headersFor('GET', exchange.url);

    beforeEach(() => {
      transport = new Transport();
      const { privateJwk } = stand;
      token = new MachineToken({
        ...{ issuer: exchange.url, clientId: 'c', privateJwk, resource: exchange.url, scope: 's' },
        ...{ transport, proofs: undefined, patience: usualPatience, timeoutMs: 5_000, now: () => nowMs },
      });
    });

    afterEach(() => transport.close());

    it('is renewed shortly before its end', async () => {
      const at = async (ms: number): Promise<unknown> => {
        nowMs = ms;
        return (await sent())['authorization'];
      };
      const asked = [await at(0), await at(269_999), await at(270_000)];
      expect(asked).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
    });

    it('outlives a late refusal of the one before', async () => {
      const refused = { status: 401, headers: {}, body: { code: 'token-invalid' } };
      const first = await sent();
      expect(token.secondChance(exchange.url, refused, first)).toBe('token');
      const second = await sent();
      expect(token.secondChance(exchange.url, refused, first)).toBe('token');
      expect(await sent()).toEqual(second);
    });
  });

  it('comes from no server that names itself otherwise', async () => {
    exchange.issuer = 'https://elsewhere.example';
    expect(await failureOf(service.call('GET /v1/grants/mine'))).toMatchObject({ error: 'not this issuer' });
    expect(exchange.tokensAsked).toEqual([]);
  });

  it('is asked for, and used, with the certificate to which it is bound', async () => {
    const [server, own] = await Promise.all(['localhost', 'parking'].map((name) => testCertificate(name)));
    const secure = await Exchange.open({ ...server!, ca: own!.cert, requestCert: true });
    const tls = { ...own!, ca: server!.cert };
    const { privateJwk } = stand;
    const bound = new Einmal({ issuer: secure.url, clientId: 'c', privateJwk, binding: 'certificate', tls });
    await bound.service(gateway, { url: secure.url, scope: 'lookup' }).call('GET /v1/grants/mine');
    const all = [...secure.tokensAsked, ...secure.asked];
    expect(all.map(({ peer }) => peer)).toEqual(['parking', 'parking']);
    expect(secure.asked[0]?.headers).toMatchObject({ authorization: 'Bearer token-1' });
    expect(all.map(({ headers }) => headers['dpop'])).toEqual([undefined, undefined]);
    await bound.close();
    await secure.close();
  });
});
