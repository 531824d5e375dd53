import { decodeJwt } from 'jose';

import { authorizationRequest, Browser, location, redirectUri, verifier } from './testing/browser.ts';
import { startDemoIdentity, urls, type DemoIdentity } from './testing/demo-identity.ts';
import { demoPerson } from './testing/demo-people.ts';

let identity: DemoIdentity;
beforeAll(async () => {
  identity = await startDemoIdentity();
});
afterAll(() => identity.stop());

const atDesk = (client_id = 'desk-a', scope = 'openid residents:officer') => ({
  client_id,
  scope,
  resource: urls.residents,
});

/** What the page answers to a login, and the browser that goes on from there. */
async function tryLogin(login: string, request: Record<string, string>): Promise<[Response, Browser]> {
  const browser = new Browser(identity.issuer);
  const page = location(await browser.get(authorizationRequest(request)));
  return [await browser.post(page, { login }), browser];
}

async function claimsOf(login: string, request = atDesk()) {
  const [answer, browser] = await tryLogin(login, request);
  const code = new URL(location(await browser.get(location(answer)))).searchParams.get('code')!;
  const response = await identity.token(request.client_id, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    resource: request.resource,
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return decodeJwt(token);
}

describe('a member of staff', () => {
  it('logs in at a desk and gets a token of one authority that names no login', async () => {
    const claims = await claimsOf('olivia');
    expect(claims).toEqual({
      iss: identity.issuer,
      aud: urls.residents,
      sub: demoPerson,
      client_id: 'desk-a',
      authority: 'residents-hannover',
      acr: 'high',
      auth_time: expect.any(Number),
      scope: 'residents:officer',
      jti: expect.any(String),
      iat: expect.any(Number),
      exp: claims.iat! + 300,
    });
    expect(Math.abs(claims.iat! - (claims['auth_time'] as number))).toBeLessThan(60);
    expect(identity.logs()).not.toContain('olivia');
  });

  it('is the same person at another desk, and at another authority by another login', async () => {
    expect(await claimsOf('olivia', atDesk('desk-b'))).toMatchObject({
      sub: demoPerson,
      client_id: 'desk-b',
      authority: 'residents-hannover',
    });
    expect(await claimsOf('olivia-goettingen')).toMatchObject({
      sub: demoPerson,
      authority: 'residents-goettingen',
    });
  });

  it('gets of what was asked for what the roles allow', async () => {
    const both = atDesk('desk-a', 'openid residents:officer residents:clerk');
    expect((await claimsOf('olivia', both))['scope']).toBe('residents:officer');
  });

  it.each([
    ['without a role there', 'vera', atDesk(), 'Diese Person hat hier keine Aufgabe. Bitte'],
    ['at the portal', 'olivia', {}, 'Dieses Konto gibt es hier nicht.'],
  ])('is refused %s', async (_story, login, request, said) => {
    const [answer] = await tryLogin(login, request);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(said)]);
  });
});

it('refuses a citizen at a desk, and shows no citizen there', async () => {
  const [answer] = await tryLogin('anna', atDesk());
  const page = await answer.text();
  expect([answer.status, page]).toEqual([400, expect.stringContaining('Dieses Konto gibt es hier nicht.')]);
  expect(page).toContain('olivia');
  expect(page).not.toContain('>anna');
  expect(page).not.toContain('"anna"');
});
