import { decodeJwt } from 'jose';

import { authorizationRequest, Browser, location, redirectUri, verifier } from './testing/browser.ts';
import { startDemoIdentity, urls, type DemoIdentity } from './testing/demo-identity.ts';

let identity: DemoIdentity;
beforeAll(async () => {
  identity = await startDemoIdentity();
});
afterAll(() => identity.stop());

type Tokens = Readonly<Record<'access_token' | 'refresh_token', string>>;

const begin = async (browser: Browser, acr?: string): Promise<string> =>
  location(await browser.get(authorizationRequest({ acr_values: acr })));

async function logIn(name: string, acr?: string, further = ''): Promise<Tokens> {
  const browser = new Browser(identity.issuer);
  const page = location(await browser.get(authorizationRequest({ acr_values: acr }) + further));
  const resume = location(await browser.post(page, { login: name }));
  const code = new URL(location(await browser.get(resume))).searchParams.get('code')!;
  const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
  return (await identity.token('portal', { ...form, resource: urls.gateway })).json() as Promise<Tokens>;
}

const refresh = (
  token: string,
  client = 'portal',
  service: 'gateway' | 'procedures' = 'gateway',
): Promise<Response> =>
  identity.token(client, { grant_type: 'refresh_token', refresh_token: token, resource: urls[service] });

describe('a session of a portal', () => {
  it('gets access tokens of the same person and level, again and again', async () => {
    const { access_token: first, refresh_token: token } = await logIn('anna-substantial');
    for (let turn = 0; turn < 2; turn++) {
      const response = await refresh(token);
      expect(response.status).toBe(200);
      const { access_token: next } = (await response.json()) as Tokens;
      const { sub, acr, scope, aud } = decodeJwt(first);
      expect(decodeJwt(next)).toMatchObject({ sub, acr, scope, aud });
      expect(decodeJwt(next)).toMatchObject({ acr: 'substantial', scope: 'citizen' });
    }
  });

  it('gets tokens for each service that the login was for, and for no other', async () => {
    const both = await logIn('anna', 'high', `&resource=${encodeURIComponent(urls.procedures)}`);
    const { sub, acr, aud } = decodeJwt(both.access_token);
    expect(aud).toBe(urls.gateway);
    const { access_token: other } = (await (
      await refresh(both.refresh_token, 'portal', 'procedures')
    ).json()) as Tokens;
    expect(decodeJwt(other)).toMatchObject({ sub, acr, scope: 'citizen', aud: urls.procedures });
    const { refresh_token: ofOne } = await logIn('anna');
    expect((await refresh(ofOne, 'portal', 'procedures')).status).toBe(400);
  });

  it('is of no use to another client', async () => {
    const { refresh_token: token } = await logIn('anna');
    const response = await refresh(token, 'parking-hannover');
    expect(response.status).toBe(400);
    expect((await refresh(token)).status).toBe(200);
  });

  it('ends when the portal gives it up', async () => {
    const { refresh_token: token } = await logIn('anna');
    const assertion = await identity.assertion('portal');
    const body = new URLSearchParams({
      token,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    });
    const given = await fetch(`${identity.issuer}/token/revocation`, { method: 'POST', body });
    expect(given.status).toBe(200);
    const response = await refresh(token);
    expect([response.status, await response.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
  });

  it('is not kept by a client that does not say so', async () => {
    const response = await identity.token('parking-hannover', {
      grant_type: 'client_credentials',
      scope: 'lookup',
      resource: urls.gateway,
    });
    expect(await response.json()).not.toHaveProperty('refresh_token');
  });
});

describe('a login that must reach a level', () => {
  it.each([
    ['high', ['anna', 'bernd'], ['anna-low', 'anna-substantial']],
    ['substantial', ['anna', 'anna-substantial'], ['anna-low']],
    ['high substantial', ['anna', 'anna-substantial'], ['anna-low']],
  ])('of acr_values=%s shows those who reach the lowest', async (acr, shown, hidden) => {
    const browser = new Browser(identity.issuer);
    const html = await (await browser.get(await begin(browser, acr))).text();
    const listed = (login: string): boolean => html.includes(`<option value="${login}">`);
    expect(shown.map(listed)).not.toContain(false);
    expect(hidden.map(listed)).not.toContain(true);
  });

  it('is refused below it, and may be tried again', async () => {
    const browser = new Browser(identity.issuer);
    const page = await begin(browser, 'high');
    const refused = await browser.post(page, { login: 'anna-low' });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('Diese Anmeldung ist hier nicht sicher genug.');
    expect(location(await browser.post(page, { login: 'anna' }))).toMatch(/\/auth\//);
  });

  it('leads to a token of the level', async () => {
    expect(decodeJwt((await logIn('anna', 'high')).access_token)).toMatchObject({ acr: 'high' });
  });
});
