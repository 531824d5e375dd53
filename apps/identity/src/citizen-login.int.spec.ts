import { randomBytes } from 'node:crypto';

import { heldKey, pseudonym } from '#libs/contracts';
import { eventually } from '#libs/test-kit';
import { decodeJwt } from 'jose';

import { authorizationRequest, Browser, location, redirectUri, verifier } from './testing/browser.ts';
import { citizenKey, startDemoIdentity, urls, type DemoIdentity } from './testing/demo-identity.ts';
import { demoIdnr } from './testing/demo-people.ts';

let identity: DemoIdentity;
beforeAll(async () => {
  identity = await startDemoIdentity();
});
afterAll(() => identity.stop());

async function begin(browser: Browser, changes: Record<string, string | undefined> = {}): Promise<string> {
  return location(await browser.get(authorizationRequest(changes)));
}

async function login(name = 'anna', browser = new Browser(identity.issuer)): Promise<URLSearchParams> {
  const resume = location(await browser.post(await begin(browser), { login: name }));
  return new URL(location(await browser.get(resume))).searchParams;
}

const redeem = (code: string, changes: Record<string, string> = {}): Promise<Response> =>
  identity.token('portal', {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    resource: urls.gateway,
    ...changes,
  });

describe('a citizen', () => {
  it('logs in and gets a token that carries a pseudonym and no number', async () => {
    const answer = await login();
    expect(answer.get('state')).toBe('the-state');
    expect(answer.get('iss')).toBe(identity.issuer);
    const response = await redeem(answer.get('code')!);
    expect(response.status).toBe(200);
    const body = await response.text();
    expect(body).not.toContain(demoIdnr);
    const { access_token: token } = JSON.parse(body) as Record<string, string>;
    const claims = decodeJwt(token!);
    expect(claims).toEqual({
      iss: identity.issuer,
      aud: urls.gateway,
      sub: pseudonym(heldKey(citizenKey), 'citizen', demoIdnr),
      client_id: 'portal',
      scope: 'citizen',
      acr: 'high',
      jti: expect.any(String),
      iat: expect.any(Number),
      exp: claims.iat! + 300,
    });
  });

  it.each(['low', 'substantial'])('is the same person at the level the login reaches: %s', async (acr) => {
    const answer = await login(`anna-${acr}`);
    const { access_token: token } = (await (await redeem(answer.get('code')!)).json()) as {
      access_token: string;
    };
    expect(decodeJwt(token)).toMatchObject({ acr, sub: pseudonym(heldKey(citizenKey), 'citizen', demoIdnr) });
  });

  it('leaves neither number nor token in the log', async () => {
    const { access_token: token } = (await (await redeem((await login()).get('code')!)).json()) as {
      access_token: string;
    };
    await redeem('no-such-code');
    // Log and answer leave the process on two ways.
    await eventually('the refusal is logged', () => identity.logs().includes('token refused'));
    expect(identity.logs()).not.toContain(demoIdnr);
    expect(identity.logs()).not.toContain(token);
  });

  it('sees a page that needs no script, names the client and allows nothing from elsewhere', async () => {
    const browser = new Browser(identity.issuer);
    const page = await browser.get(await begin(browser));
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self' http:\/\/127\.0\.0\.1:54321; frame-ancestors 'none'; base-uri 'none'$/,
    );
    expect(html).toContain('Bürgerportal &lt;demo&gt;');
    expect(html).toContain('<label for="login">');
    expect(html).not.toMatch(/<script|javascript:|\son\w+=|style="/i);
    expect(html).not.toContain(demoIdnr);
  });

  it('is told about an unknown login and may try again', async () => {
    const browser = new Browser(identity.issuer);
    const page = await begin(browser);
    const refused = await browser.post(page, { login: '<b>nobody</b>' });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('role="alert"');
    expect(location(await browser.post(page, { login: 'bernd' }))).toMatch(/\/auth\//);
  });

  it('may cancel', async () => {
    const browser = new Browser(identity.issuer);
    const resume = location(await browser.post(`${await begin(browser)}/cancellation`, {}));
    expect(new URL(location(await browser.get(resume))).searchParams.get('error')).toBe('access_denied');
  });

  it('logs in anew every time, so that another citizen can follow in the same browser', async () => {
    const browser = new Browser(identity.issuer);
    const subjects = [];
    for (const name of ['anna', 'bernd']) {
      const response = await redeem((await login(name, browser)).get('code')!);
      subjects.push(decodeJwt(((await response.json()) as { access_token: string }).access_token).sub);
    }
    expect(new Set(subjects).size).toBe(2);
  });

  it('cannot end a login that another browser began', async () => {
    const page = await begin(new Browser(identity.issuer));
    const foreign = await new Browser(identity.issuer).post(page, { login: 'anna' });
    expect(foreign.status).toBe(400);
    expect(await foreign.text()).toContain('in einem anderen Browser');
  });
});

describe('a login is refused', () => {
  it.each([
    ['no code challenge', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['a plain code challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a scope of machines', { scope: 'openid lookup' }, 'invalid_scope'],
    ['no scope of the resource', { scope: 'openid' }, 'invalid_scope'],
    ['another resource', { resource: urls.residents }, 'invalid_target'],
    ['no resource', { resource: undefined }, 'invalid_target'],
    ['a token in the address', { response_type: 'token' }, 'unsupported_response_type'],
  ])('for %s', async (_story, changes, error) => {
    const answer = await begin(new Browser(identity.issuer), changes);
    expect(answer).toMatch(redirectUri);
    expect(answer).toMatch(new RegExp(`[?&#]error=${error}`));
  });

  it.each([
    ['an address that is not registered', { redirect_uri: 'https://evil.example/callback' }],
    ['a machine client', { client_id: 'parking-hannover' }],
    ['an unknown client', { client_id: 'nobody' }],
  ])('for %s, without going there', async (_story, changes) => {
    expect(await begin(new Browser(identity.issuer), changes)).toBe('');
  });
});

describe('a code is refused', () => {
  it.each([
    ['with another verifier', { code_verifier: randomBytes(32).toString('base64url') }, 'invalid_grant'],
    ['for another address', { redirect_uri: 'http://127.0.0.1:54322/callback' }, 'invalid_grant'],
    ['for another resource', { resource: urls.residents }, 'invalid_target'],
  ])('%s', async (_story, changes, error) => {
    const response = await redeem((await login()).get('code')!, changes);
    expect(await response.json()).toMatchObject({ error });
  });

  it('for all but one of 20 concurrent uses', async () => {
    const code = (await login()).get('code')!;
    const answers = await Promise.all(Array.from({ length: 20 }, () => redeem(code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});
