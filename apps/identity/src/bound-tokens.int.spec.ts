import { createHash, randomBytes, randomUUID, X509Certificate } from 'node:crypto';
import { ClientCredentials, TokenUnavailable } from '#libs/service-kit';
import { testCertificate, type TestCertificate } from '#libs/test-kit';
import { decodeJwt, exportJWK, SignJWT } from 'jose';

import { bound, BoundIdentity, byProof } from './testing/bound-identity.ts';
import { urls } from './testing/demo-identity.ts';

let identity: BoundIdentity;
beforeAll(async () => {
  identity = await BoundIdentity.create();
});
afterAll(() => identity.stop());

const thumbprintOf = ({ cert }: TestCertificate): string =>
  createHash('sha256').update(new X509Certificate(cert).raw).digest('base64url');

/** Status and error code that the client is answered with. */
const answerFor = async (
  ...[tls, headers]: readonly [Partial<TestCertificate>, Record<string, string>?]
): Promise<string> => {
  const { status, body } = await identity.ask(bound, tls, headers);
  return `${status} ${body['error']}`;
};

describe('a token of a client that registered with tokens bound to its certificate', () => {
  let mine: TestCertificate;
  let another: TestCertificate;
  beforeAll(async () => {
    mine = await testCertificate('a', { by: identity.authority });
    another = await testCertificate('b', { by: identity.authority });
    await identity.startWithTls();
  });

  it('names the certificate of the connection, and no other', async () => {
    for (const certificate of [mine, another]) {
      const { body } = await identity.ask(bound, certificate);
      expect(body['token_type']).toBe('Bearer');
      expect(decodeJwt(body['access_token']!)['cnf']).toEqual({ 'x5t#S256': thumbprintOf(certificate) });
    }
  });

  it('is not given without a certificate, nor for a header that holds one', async () => {
    const headers = {
      'x-client-cert': encodeURIComponent(mine.cert),
      'x-ssl-client-sha256': thumbprintOf(mine),
    };
    expect(await answerFor({})).toBe('400 invalid_grant');
    expect(await answerFor({}, headers)).toBe('400 invalid_grant');
  });

  it.each([
    ['ended', { to: new Date(Date.now() - 60_000) }],
    ['has not begun', { from: new Date(Date.now() + 3_600_000) }],
  ])('is not given for a certificate that %s', async (_story, period) => {
    const certificate = await testCertificate('a', { by: identity.authority, ...period });
    expect(await answerFor(certificate)).toBe('400 invalid_grant');
  });

  it('is not given to a client that registered with a key, certificate or not', async () => {
    expect(await identity.ask(byProof, mine)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
  });
});

describe('an issuer that demands nonces', () => {
  beforeAll(() => identity.start({ DPOP_NONCE_SECRET: randomBytes(32).toString('base64url') }));

  const credentials = async (clientId: string): Promise<ClientCredentials> => {
    const clientJwk = JSON.stringify({
      ...(await exportJWK(identity.keys.get(clientId)!)),
      kid: clientId,
      alg: 'ES256',
    });
    return new ClientCredentials({
      issuerUrl: identity.issuer,
      clientId,
      clientJwk,
      audience: urls.gateway,
      scope: 'lookup',
    });
  };

  it('gives a service its token at the second attempt, and the next one at the first', async () => {
    const client = await credentials(byProof);
    const url = `${urls.gateway}/v1/lookups`;
    const { authorization, dpop } = await client.headers('POST', url);
    expect(decodeJwt(authorization.slice('DPoP '.length))['cnf']).toHaveProperty('jkt');
    expect(decodeJwt(dpop)).not.toHaveProperty('nonce');
    client.discard();
    expect((await client.headers('POST', url)).authorization).not.toBe(authorization);
  });

  it('refuses a proof without one, and says so with a nonce', async () => {
    const { privateKey, publicKey } = await crypto.subtle.generateKey(
      { name: 'ECDSA', namedCurve: 'P-256' },
      true,
      ['sign', 'verify'],
    );
    const jwk = await exportJWK(publicKey);
    const proof = (nonce?: string): Promise<string> =>
      new SignJWT({
        htm: 'POST',
        htu: `${identity.issuer}/token`,
        jti: randomUUID(),
        ...(nonce && { nonce }),
      })
        .setIssuedAt()
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
        .sign(privateKey);
    const first = await identity.ask(byProof, undefined, { dpop: await proof() });
    expect(first).toMatchObject({
      status: 400,
      body: { error: 'use_dpop_nonce' },
      nonce: expect.any(String) as string,
    });
    expect((await identity.ask(byProof, undefined, { dpop: await proof('guessed') })).body['error']).toBe(
      'use_dpop_nonce',
    );
    expect((await identity.ask(byProof, undefined, { dpop: await proof(String(first.nonce)) })).status).toBe(
      200,
    );
  });

  it('gives none to a client whose tokens are bound to a certificate', async () => {
    const client = await credentials(bound);
    await expect(client.headers('POST', urls.gateway)).rejects.toBeInstanceOf(TokenUnavailable);
  });
});
