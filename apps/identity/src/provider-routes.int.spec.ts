import { get, type IncomingMessage } from 'node:http';

import { authorizationRequest } from './testing/browser.ts';
import { startDemoIdentity, type DemoIdentity } from './testing/demo-identity.ts';

let identity: DemoIdentity;
beforeAll(async () => {
  identity = await startDemoIdentity();
});
afterAll(() => identity.stop());

/** `fetch` would set the Host header itself. */
const getAs = (host: string, path: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get(new URL(path, identity.issuer), { headers: { host } }, (response) => resolve(response.resume())).on(
      'error',
      reject,
    );
  });

describe('the provider behind Fastify', () => {
  it('returns a login to the issuer, whatever Host the caller names', async () => {
    const begun = await getAs('evil.example', authorizationRequest());
    const cookie = (begun.headers['set-cookie'] ?? []).map((line) => line.split(';', 1)[0]).join('; ');
    const page = new URL(begun.headers.location!, identity.issuer);
    const body = new URLSearchParams({ login: 'anna' });
    const ended = await fetch(page, { method: 'POST', body, headers: { cookie }, redirect: 'manual' });
    expect(ended.headers.get('location')).toMatch(`${identity.issuer}/auth/`);
  });

  it('describes itself with the exact issuer and publishes public keys only', async () => {
    const description = await fetch(`${identity.issuer}/.well-known/openid-configuration`);
    expect(await description.json()).toMatchObject({
      issuer: identity.issuer,
      jwks_uri: `${identity.issuer}/jwks`,
      grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      code_challenge_methods_supported: ['S256'],
    });
    const { keys } = (await (await fetch(`${identity.issuer}/jwks`)).json()) as { keys: object[] };
    expect(keys).toEqual([expect.objectContaining({ kid: 'demo', alg: 'ES256' })]);
    expect(keys[0]).not.toHaveProperty('d');
  });

  it.each([
    '/reg',
    '/me',
    '/session/end',
    '/session/end/confirm',
    '/token/introspection',
    '/request',
    '/device',
  ])('does not offer %s', async (path) => {
    for (const method of ['GET', 'POST']) {
      const response = await fetch(identity.issuer + path, { method });
      expect([method, response.status]).toEqual([method, 404]);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    }
  });

  it('is ready with its database and answers a form with a repeated field by a problem', async () => {
    expect((await fetch(`${identity.issuer}/health/ready`)).status).toBe(200);
    const body = new URLSearchParams([
      ['login', 'anna'],
      ['login', 'bernd'],
    ]);
    const response = await fetch(`${identity.issuer}/interaction/x`, { method: 'POST', body });
    expect(response.status).toBe(400);
  });

  it.each([
    [
      'bytes that are not UTF-8',
      Buffer.from('grant_type=client_credentials&scope=\u00fc', 'latin1'),
      undefined,
    ],
    ['percent-encoding that is not UTF-8', 'grant_type=client_credentials&scope=%fc', undefined],
    ['another content type', '{}', 'application/json'],
    ['another character set', 'grant_type=x', 'application/x-www-form-urlencoded;charset=iso-8859-1'],
  ])('refuses %s at the token endpoint as OAuth does', async (_name, body, type) => {
    const headers = { 'content-type': type ?? 'application/x-www-form-urlencoded' };
    const response = await fetch(`${identity.issuer}/token`, { method: 'POST', headers, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_request' });
  });

  it.each([
    ['bytes that are not UTF-8', Buffer.from('login=\u00fc', 'latin1'), undefined, 400],
    ['percent-encoding that is not UTF-8', 'login=%fc', undefined, 400],
    ['JSON', '{"login":"anna"}', 'application/json', 415],
  ])('refuses %s at the login by a problem', async (_name, body, type, status) => {
    const headers = { 'content-type': type ?? 'application/x-www-form-urlencoded' };
    const response = await fetch(`${identity.issuer}/interaction/x`, { method: 'POST', headers, body });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json',
    ]);
  });
});
