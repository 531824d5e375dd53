import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';

import { AccessTokenVerifier, type AccessRequest } from '#libs/service-kit';
import { eventually } from '#libs/test-kit';
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, exportJWK, SignJWT } from 'jose';

import { furtherAuthorities, machines } from './testing/demo-clients.ts';
import { ASSERTION_TYPE, startDemoIdentity, urls, type DemoIdentity } from './testing/demo-identity.ts';

let identity: DemoIdentity;
beforeAll(async () => {
  identity = await startDemoIdentity();
});
afterAll(() => identity.stop());

const lookup = { grant_type: 'client_credentials', scope: 'lookup', resource: urls.gateway };

const refusal = async (response: Response): Promise<string> =>
  `${response.status} ${((await response.json()) as { error: string }).error}`;

const issued = async (
  response: Response,
): Promise<{ access_token: string; token_type: string; expires_in: number }> => {
  expect(response.status).toBe(200);
  return (await response.json()) as never;
};

describe('a machine token', () => {
  it.each(machines)('of %s is an RFC 9068 token for %s only', async (clientId, service, scope) => {
    const form = { grant_type: 'client_credentials', scope, resource: urls[service] };
    const { access_token: token, expires_in: lifetime } = await issued(await identity.token(clientId, form));
    expect(lifetime).toBe(300);
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: 'demo' });
    const claims = decodeJwt(token);
    expect(claims).toEqual({
      iss: identity.issuer,
      aud: urls[service],
      sub: clientId,
      client_id: clientId,
      authority: `authority-of-${clientId}`,
      scope,
      jti: expect.any(String),
      iat: expect.any(Number),
      exp: claims.iat! + 300,
    });
  });

  it.each([
    ['the one that is asked for', 'zulassung-stadt-goettingen', 'zulassung-stadt-goettingen'],
    ['who succeeded the one that is asked for', furtherAuthorities[0], 'zulassung-region-hannover'],
  ])('of a client of several authorities names %s', async (_story, authority = '', named) => {
    const form = { ...lookup, scope: 'vehicles:officer', resource: urls.vehicles, authority };
    const { access_token: token } = await issued(await identity.token('officer-vehicles', form));
    expect(decodeJwt(token)['authority']).toBe(named);
  });

  it('is accepted by a service that allows unbound tokens on loopback, and only by its audience', async () => {
    const { access_token: token } = await issued(await identity.token('parking-hannover', lookup));
    const request = { method: 'GET', url: '/', rawHeaders: ['Authorization', `Bearer ${token}`], socket: {} };
    const verify = (audience: string) =>
      new AccessTokenVerifier(
        { issuerUrl: identity.issuer, tokenBinding: 'loopback-optional' },
        audience,
      ).verify(request as unknown as AccessRequest);
    expect(await verify(urls.gateway)).toMatchObject({
      clientId: 'parking-hannover',
      scopes: new Set(['lookup']),
    });
    await expect(verify(urls.residents)).rejects.toMatchObject({ reason: 'claim-aud' });
  });

  it('is bound to the key of a DPoP proof, which is good for one request', async () => {
    const holder = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = await exportJWK(holder.publicKey);
    const proof = await new SignJWT({ htm: 'POST', htu: `${identity.issuer}/token`, jti: randomUUID() })
      .setIssuedAt()
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
      .sign(holder.privateKey);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => identity.token('parking-hannover', lookup, { DPoP: proof })),
    );
    const [good, ...others] = answers.sort((a, b) => a.status - b.status);
    const { access_token: token, token_type: type } = await issued(good!);
    expect(type).toBe('DPoP');
    expect(decodeJwt(token)['cnf']).toEqual({ jkt: await calculateJwkThumbprint(jwk) });
    expect(others.filter(({ status }) => status === 200)).toHaveLength(0);
  });
});

describe('a machine token is refused', () => {
  const forms: readonly (readonly [string, Record<string, string>, string])[] = [
    ['a scope of another service', { ...lookup, scope: 'residents:officer' }, '400 invalid_scope'],
    ['one scope too many', { ...lookup, scope: 'lookup citizen' }, '400 invalid_scope'],
    ['an identity scope', { ...lookup, scope: 'openid lookup' }, '400 invalid_scope'],
    ['no scope', { grant_type: 'client_credentials', resource: urls.gateway }, '400 invalid_scope'],
    ['a resource the client may not use', { ...lookup, resource: urls.residents }, '400 invalid_target'],
    ['a resource nobody knows', { ...lookup, resource: 'http://127.0.0.1:1' }, '400 invalid_target'],
    ['a resource with a slash', { ...lookup, resource: `${urls.gateway}/` }, '400 invalid_target'],
    ['no resource', { grant_type: 'client_credentials', scope: 'lookup' }, '400 invalid_target'],
    [
      'an authority that is not the client’s',
      { ...lookup, authority: 'meldebehoerde-hannover' },
      '400 invalid_request',
    ],
    ['another grant', { ...lookup, grant_type: 'password' }, '400 unsupported_grant_type'],
    ['a session that it does not keep', { ...lookup, grant_type: 'refresh_token' }, '400 invalid_request'],
    [
      'the grant of the portal',
      { grant_type: 'authorization_code', code: 'x', redirect_uri: 'http://127.0.0.1/callback' },
      '400 invalid_request',
    ],
  ];
  it.each(forms)('to a request for %s', async (_story, form, expected) => {
    expect(await refusal(await identity.token('parking-hannover', form))).toBe(expected);
  });

  const now = (): number => Math.floor(Date.now() / 1000);
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const assertions: readonly (readonly [string, () => Promise<string>])[] = [
    [
      'expired',
      () => identity.assertion('parking-hannover', { claims: { iat: now() - 90, exp: now() - 30 } }),
    ],
    ['without an end', () => identity.assertion('parking-hannover', { claims: { exp: undefined } })],
    ['valid for a day', () => identity.assertion('parking-hannover', { claims: { exp: now() + 86_400 } })],
    [
      'issued in the future',
      () => identity.assertion('parking-hannover', { claims: { iat: now() + 60, exp: now() + 90 } }),
    ],
    [
      'for the token endpoint',
      () => identity.assertion('parking-hannover', { claims: { aud: `${identity.issuer}/token` } }),
    ],
    [
      'for a list of audiences',
      () => identity.assertion('parking-hannover', { claims: { aud: [identity.issuer] } }),
    ],
    [
      'for another issuer',
      () => identity.assertion('parking-hannover', { claims: { aud: 'https://evil.example' } }),
    ],
    ['without a jti', () => identity.assertion('parking-hannover', { claims: { jti: undefined } })],
    ['with a numeric jti', () => identity.assertion('parking-hannover', { claims: { jti: 7 } })],
    ['from another client', () => identity.assertion('parking-hannover', { claims: { iss: 'portal' } })],
    ['signed by a stranger', () => identity.assertion('parking-hannover', { key: stranger })],
    ['of an unknown client', () => identity.assertion('nobody', { key: stranger })],
  ];
  it.each(assertions)('to a client assertion %s', async (_story, assertion) => {
    const form = { ...lookup, client_assertion: await assertion() };
    expect(await refusal(await identity.token('parking-hannover', form))).toBe('401 invalid_client');
  });

  it('to a wrong audience, which the log names and the answer does not', async () => {
    const client_assertion = await identity.assertion('parking-hannover', { claims: { aud: 'elsewhere' } });
    const answer = await identity.token('parking-hannover', { ...lookup, client_assertion });
    expect(await answer.text()).not.toContain('aud');
    // Log and answer leave the process on two ways.
    const told = /"token refused".*"reason":"audience \(aud\) must/;
    await eventually('the log names it', () => told.test(identity.logs()));
    expect(identity.logs()).not.toContain(client_assertion);
  });

  it('to a secret, and to no authentication at all', async () => {
    const post = (body: Record<string, string>): Promise<Response> =>
      fetch(`${identity.issuer}/token`, { method: 'POST', body: new URLSearchParams(body) });
    const named = { ...lookup, client_id: 'parking-hannover' };
    expect((await post({ ...named, client_secret: 'guess' })).status).toBeGreaterThanOrEqual(400);
    expect((await post(named)).status).toBeGreaterThanOrEqual(400);
  });

  it('to all but one of 20 concurrent uses of one assertion', async () => {
    const client_assertion = await identity.assertion('parking-hannover');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => identity.token('parking-hannover', { ...lookup, client_assertion })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const later = await identity.token('parking-hannover', { ...lookup, client_assertion });
    expect(await refusal(later)).toBe('401 invalid_client');
  });

  it('to nobody because another client spent the same jti', async () => {
    const jti = createHash('sha256').update(randomUUID()).digest('base64url');
    for (const clientId of ['parking-hannover', 'housing-goettingen']) {
      const client_assertion = await identity.assertion(clientId, { claims: { jti } });
      await issued(await identity.token(clientId, { ...lookup, client_assertion }));
    }
  });

  it('to a body that is no form', async () => {
    const body = JSON.stringify({ ...lookup, client_assertion_type: ASSERTION_TYPE });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${identity.issuer}/token`, { method: 'POST', body, headers });
    expect(await refusal(response)).toBe('400 invalid_request');
  });
});
