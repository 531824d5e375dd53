import { authorizationRequest, Browser, location } from './browser.builder.ts';
import { startDemoIdentity, type DemoIdentity } from './demo-identity.builder.ts';

let identity: DemoIdentity;
beforeAll(async () => {
  identity = await startDemoIdentity();
}, 60_000);
afterAll(() => identity.stop());

describe('the provider behind Fastify', () => {
  it('returns a login to the issuer, whatever Host the caller names', async () => {
    const browser = new Browser(identity.issuer);
    const page = location(await browser.get(authorizationRequest(), { host: 'evil.example' }));
    expect(location(await browser.post(page, { login: 'anna' }))).toMatch(`${identity.issuer}/auth/`);
  });

  it('describes itself with the exact issuer and publishes public keys only', async () => {
    const description = await fetch(`${identity.issuer}/.well-known/openid-configuration`);
    expect(await description.json()).toMatchObject({
      issuer: identity.issuer,
      jwks_uri: `${identity.issuer}/jwks`,
      grant_types_supported: ['authorization_code', 'client_credentials'],
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
});
