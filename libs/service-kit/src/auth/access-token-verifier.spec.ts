import { createHash, X509Certificate } from 'node:crypto';
import { TLSSocket } from 'node:tls';
import { testCertificate } from '#libs/test-kit';

import {
  aVerifier,
  atTime,
  ed,
  keys,
  KeyServer,
  now,
  outcome,
  request,
  rsa,
  sign,
  signer,
  stranger,
  thumbprint,
} from './testing/access-tokens.ts';
import { IssuerKeysUnavailable, TokenBindingMissing, TokenInvalid, TokenMissing } from './access.errors.ts';
import type { AccessRequest } from './access-request.ts';
import { refusedTokens } from './refused-tokens.builder.ts';

beforeAll(() => keys.start());
afterAll(() => keys.stop());
beforeEach(() => {
  keys.publish('k1', signer.publicKey);
  keys.publish('ps', rsa.publicKey);
  keys.publish('ed', ed.publicKey);
});

/** A TLS connection on which the peer has proved this certificate. */
const connectionWith = (proved: X509Certificate | undefined): TLSSocket =>
  Object.create(TLSSocket.prototype, { getPeerX509Certificate: { value: () => proved } }) as TLSSocket;

const certificateOf = async (name: string) => new X509Certificate((await testCertificate(name)).cert);

describe('AccessTokenVerifier', () => {
  it.each(refusedTokens)('refuses %s', async (_story, reason, token) => {
    const error = await outcome(aVerifier(), request(`Bearer ${await token()}`));
    expect(error).toBeInstanceOf(TokenInvalid);
    expect((error as TokenInvalid).reason).toBe(reason);
  });

  it.each([
    ['ES256', 'k1', signer.privateKey],
    ['PS256', 'ps', rsa.privateKey],
    ['EdDSA', 'ed', ed.privateKey],
  ])('accepts a good token signed with %s', async (alg, kid, key) => {
    const token = await sign({ header: { alg, kid }, key });
    expect(await aVerifier().verify(request(`bearer ${token}`))).toEqual({
      sub: 'parking-hannover',
      clientId: 'parking-hannover',
      authority: 'strassenverkehr-hannover',
      scopes: new Set(['lookup']),
      exp: expect.any(Number),
    });
  });

  const desk = { sub: 'p_of-somebody', client_id: 'desk', acr: 'high' };
  const persons: readonly (readonly [string, boolean, Record<string, unknown>])[] = [
    ['a member of staff at a desk', true, desk],
    ['a client that acts by itself', false, {}],
    ['a client that says how it logged in', false, { acr: 'high' }],
    ['a subject that has not logged in', false, { ...desk, acr: undefined }],
    ['a subject whose login nobody can judge', false, { ...desk, acr: '1' }],
    ['a citizen, who acts for no authority', false, { ...desk, authority: undefined }],
  ];
  it.each(persons)('tells persons from machines: %s', async (_story, isPerson, claims) => {
    const verified = await aVerifier().verify(request(`Bearer ${await sign({ claims })}`));
    expect(verified.person).toEqual(isPerson ? { iss: keys.issuer, sub: desk.sub } : undefined);
  });

  it('forgives a clock that is some seconds off', async () => {
    const expired = await sign({ claims: { iat: now() - 60, exp: now() - 4 } });
    const early = await sign({ claims: { iat: now() + 9, nbf: now() + 9, exp: now() + 60 } });
    await expect(outcome(aVerifier(), request(`Bearer ${expired}`))).resolves.toHaveProperty('sub');
    await expect(outcome(aVerifier(), request(`Bearer ${early}`))).resolves.toHaveProperty('sub');
  });

  it('refuses a request without, with two, and with unusable Authorization headers', async () => {
    const bearer = `Bearer ${await sign()}`;
    const verifier = aVerifier();
    await verifier.verify(request(bearer));
    expect(await outcome(verifier, request())).toBeInstanceOf(TokenMissing);
    expect(await outcome(verifier, request(bearer, bearer))).toMatchObject({ reason: 'header-repeated' });
    for (const value of ['', 'Bearer', 'Basic YTpi', `${bearer} x`, `${bearer}, ${bearer}`]) {
      expect(await outcome(verifier, request(value))).toMatchObject({ reason: 'scheme-unknown' });
    }
  });

  it('refuses an unbound token unless configuration allows it', async () => {
    const bearer = request(`Bearer ${await sign()}`);
    expect(await outcome(aVerifier('required'), bearer)).toBeInstanceOf(TokenBindingMissing);
    await expect(outcome(aVerifier('loopback-optional'), bearer)).resolves.toHaveProperty('sub');
  });

  it('refuses a bound token without its proof and a scheme that does not fit, allowed to be unbound or not', async () => {
    for (const verifier of [aVerifier('required'), aVerifier()]) {
      const keyBound = await sign({ claims: { cnf: { jkt: thumbprint } } });
      const certificateBound = await sign({ claims: { cnf: { 'x5t#S256': thumbprint } } });
      expect(await outcome(verifier, request(`Bearer ${keyBound}`))).toBeInstanceOf(TokenBindingMissing);
      expect(await outcome(verifier, request(`Bearer ${certificateBound}`))).toBeInstanceOf(
        TokenBindingMissing,
      );
      expect(await outcome(verifier, request(`DPoP ${certificateBound}`))).toMatchObject({
        reason: 'scheme-mismatch',
      });
      expect(await outcome(verifier, request(`DPoP ${keyBound}`))).toMatchObject({
        reason: 'proof-store-absent',
      });
    }
    expect(await outcome(aVerifier(), request(`DPoP ${await sign()}`))).toMatchObject({
      reason: 'scheme-mismatch',
    });
  });

  it('accepts a certificate-bound token only on a connection with that certificate, header or not', async () => {
    const verifier = aVerifier('required');
    const [mine, another] = [await certificateOf('mine'), await certificateOf('another')];
    const x5t = createHash('sha256').update(mine.raw).digest('base64url');
    const bearer = request(`Bearer ${await sign({ claims: { cnf: { 'x5t#S256': x5t } } })}`);
    const rawHeaders = [
      ...bearer.rawHeaders,
      'X-Client-Cert',
      mine.raw.toString('base64'),
      'X-SSL-Client-SHA256',
      x5t,
    ];
    for (const attempt of ['new', 'known']) {
      const answers = [
        await outcome(verifier, { ...bearer, socket: connectionWith(mine) }),
        await outcome(verifier, { ...bearer, socket: connectionWith(another) }),
        await outcome(verifier, { ...bearer, socket: connectionWith(undefined) }),
        await outcome(verifier, { ...bearer, rawHeaders }),
      ];
      expect([attempt, ...answers]).toEqual([
        attempt,
        expect.objectContaining({ clientId: 'parking-hannover' }),
        expect.objectContaining({ reason: 'certificate' }),
        expect.objectContaining({ reason: 'certificate-missing' }),
        expect.objectContaining({ reason: 'certificate-missing' }),
      ]);
    }
  });

  it('answers a known token at once until it expires, and an unknown one never', async () => {
    const verifier = aVerifier();
    const good = request(`Bearer ${await sign()}`);
    const first = await verifier.verify(good);
    expect(verifier.verify(good)).toBe(first);
    await atTime(300, async () => expect(await outcome(verifier, good)).not.toBe(first));
    await atTime(310, async () =>
      expect(await outcome(verifier, good)).toMatchObject({ reason: 'claim-exp' }),
    );
    const bad = request(`Bearer ${await sign({ key: stranger.privateKey })}`);
    for (const attempt of [1, 2]) {
      expect([attempt, await outcome(verifier, bad)]).toMatchObject([attempt, { reason: 'signature' }]);
    }
  });

  it('accepts a rotated-in key after the cooldown and refuses a withdrawn one after a minute', async () => {
    const verifier = aVerifier();
    await verifier.verify(request(`Bearer ${await sign()}`));
    keys.publish('k2', stranger.publicKey);
    const rotated = async (): Promise<AccessRequest> =>
      request(`Bearer ${await sign({ header: { kid: 'k2' }, key: stranger.privateKey })}`);
    expect(await outcome(verifier, await rotated())).toMatchObject({ reason: 'key-unknown' });
    await atTime(6, async () => expect(await outcome(verifier, await rotated())).toHaveProperty('sub'));
    keys.withdraw('k2');
    await atTime(60, async () => expect(await outcome(verifier, await rotated())).toHaveProperty('sub'));
    await atTime(67, async () =>
      expect(await outcome(verifier, await rotated())).toBeInstanceOf(TokenInvalid),
    );
  });

  it('fetches keys once per cooldown, however many unknown ones are named', async () => {
    const verifier = aVerifier();
    const before = keys.fetches;
    for (let flood = 0; flood < 20; flood += 1) {
      await outcome(verifier, request(`Bearer ${await sign({ header: { kid: `flood-${flood}` } })}`));
    }
    expect(keys.fetches - before).toBe(1);
  });

  it('accepts nothing while the issuer cannot be reached, and says that it is not the caller', async () => {
    const gone = new KeyServer();
    await gone.start();
    const issuerUrl = gone.issuer;
    await gone.stop();
    const verifier = aVerifier('loopback-optional', issuerUrl);
    const token = await sign({ claims: { iss: issuerUrl } });
    expect(await outcome(verifier, request(`Bearer ${token}`))).toBeInstanceOf(IssuerKeysUnavailable);
    expect(await outcome(verifier, request(`Bearer ${token}`))).toBeInstanceOf(IssuerKeysUnavailable);
  });
});
