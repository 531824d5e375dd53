import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { exportJWK, SignJWT } from 'jose';
import { authorizationRequest } from './testing/browser.ts';
import { type DemoIdentity, startDemoIdentity, urls } from './testing/demo-identity.ts';

let identity: DemoIdentity;
beforeAll(async () => {
  identity = await startDemoIdentity();
});
afterAll(() => identity.stop());

const NUL = 'a\0b';
const form = { grant_type: 'client_credentials', scope: 'lookup', resource: urls.gateway };
const refusal = async (response: Response): Promise<string> =>
  `${response.status} ${((await response.json()) as { error: string }).error}`;

describe('what no database can hold', () => {
  it.each([
    ['client_id', '400'],
    ['redirect_uri', '400'],
    ['state', '303 invalid_request'],
    ['nonce', '303 invalid_request'],
    ['resource', '303 invalid_target'],
    ['scope', '303 invalid_scope'],
  ])('is refused in %s of a login', async (name, expected) => {
    const address = new URL(authorizationRequest({ [name]: NUL }), identity.issuer);
    const response = await fetch(address, { redirect: 'manual' });
    const location = response.headers.get('location');
    const error = location === null ? '' : ` ${new URL(location).searchParams.get('error')}`;
    expect(`${response.status}${error}`).toBe(expected);
  });

  it('is refused in a request for a token', async () => {
    const named = { ...form, client_id: NUL };
    expect(await refusal(await identity.token('parking-hannover', named))).toMatch(/^40[01] invalid_/);
    const { client_assertion: _, ...bare } = { ...named, client_assertion: '' };
    const response = await fetch(`${identity.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams(bare),
    });
    expect(await refusal(response)).toBe('401 invalid_client');
    const claims = { iss: NUL, sub: NUL };
    const asserted = { ...form, client_assertion: await identity.assertion('parking-hannover', { claims }) };
    expect(await refusal(await identity.token('parking-hannover', asserted))).toBe('401 invalid_client');
    const code = { grant_type: 'authorization_code', code: NUL, redirect_uri: NUL, code_verifier: NUL };
    expect(await refusal(await identity.token('parking-hannover', code))).toMatch(/^400 /);
  });
});

describe('a DPoP proof', () => {
  const holder = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const proof = async (header: object, jti: string = randomUUID()): Promise<string> =>
    new SignJWT({ htm: 'POST', htu: `${identity.issuer}/token`, jti })
      .setIssuedAt()
      .setProtectedHeader({
        alg: 'ES256',
        typ: 'dpop+jwt',
        jwk: await exportJWK(holder.publicKey),
        ...header,
      })
      .sign(holder.privateKey);

  it.each([
    ['a point that is none', { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }],
    [
      'a curve of another algorithm',
      generateKeyPairSync('ec', { namedCurve: 'P-521' }).publicKey.export({ format: 'jwk' }),
    ],
  ])('with %s is refused', async (_, jwk) => {
    const answer = await identity.token('parking-hannover', form, { dpop: await proof({ jwk }) });
    expect(await refusal(answer)).toBe('400 invalid_dpop_proof');
  });

  it('may be named by any text, since only its hash is kept', async () => {
    const answer = await identity.token('parking-hannover', form, { dpop: await proof({}, NUL) });
    expect(answer.status).toBe(200);
  });
});

it('leaves no fault in the log', () => {
  expect(identity.logs()).not.toContain('"level":50');
});

it('is told to come back while the database is away', () =>
  identity.whileDatabaseIsAway(async () => {
    const response = await identity.token('parking-hannover', form);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await response.json()).toMatchObject({ error: 'temporarily_unavailable' });
  }));
