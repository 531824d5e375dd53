import { decodeJwt } from 'jose';
import pg from 'pg';
import { authorizationRequest, Browser, location, redirectUri, verifier } from './testing/browser.ts';
import { type DemoIdentity, startDemoIdentity, urls } from './testing/demo-identity.ts';
import { demoIdnr, demoPerson } from './testing/demo-people.ts';

let identity: DemoIdentity;
let pool: pg.Pool;
beforeAll(async () => {
  identity = await startDemoIdentity();
  pool = new pg.Pool({ connectionString: identity.databaseUrl });
});
afterAll(async () => {
  await pool.end();
  await identity.stop();
});

interface Answer {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
  readonly token_type: string;
  readonly expires_in: number;
  readonly scope?: string;
  readonly error?: string;
}
type Form = Readonly<Record<string, string>>;

const answerOf = async (client: string, form: Form): Promise<Answer> =>
  (await identity.token(client, form)).json() as Promise<Answer>;

const residentsAndVehicles = `&resource=${encodeURIComponent(urls.vehicles)}`;
const atStaffPortal = {
  client_id: 'staff-portal',
  scope: 'openid residents:officer vehicles:officer',
  resource: urls.residents,
};

/** What a code of a login is redeemed for, with nothing else in the form than what is given. */
async function logIn(login: string, more: Form = {}, request: Form = {}, further = ''): Promise<Answer> {
  const browser = new Browser(identity.issuer);
  const page = location(await browser.get(authorizationRequest(request) + further));
  const resume = location(await browser.post(page, { login }));
  const back = new URL(location(await browser.get(resume)));
  const code = back.searchParams.get('code')!;
  const grant = { grant_type: 'authorization_code', code, code_verifier: verifier };
  return answerOf(request['client_id'] ?? 'portal', {
    ...grant,
    redirect_uri: request['redirect_uri'] ?? redirectUri,
    ...more,
  });
}

const refresh = (client: string, token: string, more: Form = {}): Promise<Answer> =>
  answerOf(client, { grant_type: 'refresh_token', refresh_token: token, ...more });

const ask = (token: string, method = 'GET'): Promise<Response> =>
  fetch(`${identity.issuer}/userinfo`, { method, headers: { authorization: `Bearer ${token}` } });

async function told(login: string): Promise<Record<string, unknown>> {
  return (await (await ask((await logIn(login)).access_token)).json()) as Record<string, unknown>;
}

const anna = { given_name: 'Anna', family_name: 'Beispiel', birthdate: '1988-04-17' };

describe('a portal that is told who has logged in', () => {
  it('gets a short token for that where it names no service, from a code and in a session', async () => {
    const first = await logIn('anna');
    const next = await refresh('portal', first.refresh_token);
    for (const answer of [first, next]) {
      expect(answer).toMatchObject({ scope: 'openid', expires_in: 60 });
      expect(answer.access_token).not.toContain('.');
    }
    const { sub } = decodeJwt(
      (await refresh('portal', first.refresh_token, { resource: urls.gateway })).access_token,
    );
    for (const method of ['GET', 'POST']) {
      const response = await ask(next.access_token, method);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.json()).toEqual({ sub, ...anna, idnr: demoIdnr });
    }
  });

  it('learns the number at a level that is sure enough, and none below', async () => {
    expect(await told('anna-substantial')).toMatchObject({ ...anna, idnr: demoIdnr });
    const atLow = await told('anna-low');
    expect(atLow).toMatchObject(anna);
    expect(atLow).not.toHaveProperty('idnr');
  });

  it('learns no number of somebody locked or unknown, also where one was told before', async () => {
    for (const login of ['clara', 'nobody', 'clara-before', 'clara']) {
      const answer = await told(login);
      expect(answer).toMatchObject({ given_name: 'Clara' });
      expect([login, 'idnr' in answer]).toEqual([login, login === 'clara-before']);
    }
  });

  it.each([
    ['a token for a service', { resource: urls.gateway }],
    ['a token of another kind', {}],
  ])('gets nothing for %s', async (_story, more: Form) => {
    const { access_token: token, id_token: other } = await logIn('anna', more);
    const response = await ask('resource' in more ? token : other);
    expect(response.status).toBe(401);
    expect(await response.text()).not.toMatch(/Anna|Beispiel/);
  });

  it('keeps what it learns out of tokens, log and database', async () => {
    const { id_token, access_token, refresh_token } = await logIn('anna');
    expect(await (await ask(access_token)).text()).toContain(demoIdnr);
    const other = await refresh('portal', refresh_token, { resource: urls.gateway });
    for (const token of [id_token, other.access_token, other.id_token]) {
      expect(decodeJwt(token).sub).toBe(decodeJwt(other.access_token).sub);
      for (const text of [demoIdnr, '1988-04-17', 'Beispiel'])
        expect(JSON.stringify(decodeJwt(token))).not.toContain(text);
    }
    const { rows } = await pool.query<{ row: string }>('select o::text as row from oidc_model o');
    const left = rows.map(({ row }) => row).join('\n') + identity.logs();
    for (const text of [demoIdnr, 'Beispiel', '1988-04-17']) expect(left).not.toContain(text);
    expect(identity.logs()).not.toContain(access_token);
  });
});

describe('a client that is told nothing', () => {
  const request = { client_id: 'plain-portal', redirect_uri: 'https://127.0.0.1:8443/callback' };

  it('gets a token for the service of the login, named or not, and none for the endpoint', async () => {
    const { access_token: token, refresh_token } = await logIn('anna', {}, request);
    for (const each of [token, (await refresh('plain-portal', refresh_token)).access_token])
      expect(decodeJwt(each)).toMatchObject({ aud: urls.gateway, scope: 'citizen' });
    expect((await ask(token)).status).toBe(401);
  });

  it('must name the service where there are several', async () => {
    const further = `&resource=${encodeURIComponent(urls.procedures)}`;
    expect(await logIn('anna', {}, request, further)).toMatchObject({ error: 'invalid_target' });
  });
});

describe('a portal of staff', () => {
  it('is told name and authority, and no more', async () => {
    const { access_token: token } = await logIn('olivia', {}, atStaffPortal, residentsAndVehicles);
    expect(await (await ask(token)).json()).toEqual({
      sub: demoPerson,
      name: 'Olivia Amt',
      authority_name: 'Meldebehörde <Beispiel>',
    });
    const { access_token: hers } = await logIn('vera', {}, atStaffPortal, residentsAndVehicles);
    expect(await (await ask(hers)).json()).toMatchObject({
      authority_name: 'Landeshauptstadt Hannover, Zulassungsbehörde',
    });
  });

  it('gets tokens where the roles of who has logged in reach, and none elsewhere', async () => {
    const { refresh_token: token } = await logIn('vera', {}, atStaffPortal, residentsAndVehicles);
    const there = await refresh('staff-portal', token, { resource: urls.vehicles });
    expect(decodeJwt(there.access_token)).toMatchObject({ aud: urls.vehicles, scope: 'vehicles:officer' });
    const elsewhere = await refresh('staff-portal', token, { resource: urls.residents });
    expect(elsewhere).toMatchObject({
      error: 'invalid_scope',
      error_description: 'the login has no role at the service of this resource',
    });
  });
});
