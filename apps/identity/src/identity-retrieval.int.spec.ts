import { decodeJwt } from 'jose';
import pg from 'pg';
import { heldKey, pseudonym } from '#libs/contracts';
import { authorizationRequest, Browser, location, redirectUri, verifier } from './testing/browser.ts';
import { citizenKey, type DemoIdentity, startDemoIdentity, urls } from './testing/demo-identity.ts';
import { accounts, demoIdnr, lockedIdnr } from './testing/demo-people.ts';

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
beforeEach(() => pool.query('delete from kept_pseudonym'));

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

const ask = async (form: Record<string, string>): Promise<Tokens> =>
  (await identity.token('portal', { ...form, resource: urls.gateway })).json() as Promise<Tokens>;

async function logIn(login: string): Promise<Tokens> {
  const browser = new Browser(identity.issuer);
  const page = location(await browser.get(authorizationRequest()));
  const resume = location(await browser.post(page, { login }));
  const code = new URL(location(await browser.get(resume))).searchParams.get('code')!;
  return ask({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier });
}

/** Who the token of a login names. */
async function who(login: string) {
  const { sub, acr, scope, no_idnr: without } = decodeJwt((await logIn(login)).access_token);
  return { sub, acr, scope, without };
}

const clara = pseudonym(heldKey(citizenKey), 'citizen', lockedIdnr);
const unnamed = (account: { readonly iss: string; readonly sub: string }) => ({
  sub: pseudonym(heldKey(citizenKey), 'account', account.iss, account.sub),
  acr: 'high',
  scope: 'citizen',
  without: true,
});

it('a person whose number is told logs in under the pseudonym of it', async () => {
  expect(await who('anna')).toEqual({
    sub: pseudonym(heldKey(citizenKey), 'citizen', demoIdnr),
    acr: 'high',
    scope: 'citizen',
    without: undefined,
  });
});

it('a locked person logs in without a number, and looks like one whom nobody knows', async () => {
  expect(await who('clara')).toEqual(unnamed(accounts.clara));
  expect(await who('nobody')).toEqual(unnamed(accounts.nobody));
  expect(decodeJwt((await logIn('clara')).access_token).sub).not.toBe(clara);
});

it('a session goes on as the login began it', async () => {
  for (const login of ['clara', 'clara-before', 'clara']) {
    const { access_token: first, refresh_token } = await logIn(login);
    const { access_token: next } = await ask({ grant_type: 'refresh_token', refresh_token });
    const [{ sub, no_idnr: without }, later] = [decodeJwt(first), decodeJwt(next)];
    expect([later.sub, later['no_idnr']]).toEqual([sub, without]);
  }
});

describe('somebody locked after an earlier login', () => {
  it('keeps the pseudonym of that', async () => {
    expect(await who('clara-before')).toMatchObject({ sub: clara, without: undefined });
    expect(await who('clara')).toEqual({ sub: clara, acr: 'high', scope: 'citizen', without: undefined });
  });

  it('keeps it with that account alone', async () => {
    await logIn('clara-before');
    expect(await who('clara-elsewhere')).toEqual(unnamed(accounts.elsewhere));
    expect(await who('nobody')).toEqual(unnamed(accounts.nobody));
  });

  it('keeps it at the level of that login and below, not above', async () => {
    await logIn('weak-before');
    expect(await who('weak')).toEqual(unnamed(accounts.weak));
    expect(await who('weak-substantial')).toMatchObject({ sub: clara, acr: 'substantial' });
    expect(await who('weak-low')).toMatchObject({ sub: clara, acr: 'low' });
  });

  it('keeps it for three years after the last login', async () => {
    await logIn('clara-before');
    await pool.query(`update kept_pseudonym set used_at = now() - interval '35 months'`);
    expect(await who('clara')).toMatchObject({ sub: clara });
    await pool.query(`update kept_pseudonym set used_at = used_at - interval '35 months'`);
    expect(await who('clara')).toMatchObject({ sub: clara });
    await pool.query(`update kept_pseudonym set used_at = now() - interval '37 months'`);
    expect(await who('clara')).toEqual(unnamed(accounts.clara));
    await logIn('anna');
    expect((await pool.query('select from kept_pseudonym')).rowCount).toBe(1);
  });
});

it('neither number nor account stands in the database, or a number in the log', async () => {
  await logIn('clara-before');
  await logIn('anna');
  const { rows } = await pool.query<{ row: string }>(
    'select o::text as row from oidc_model o union all select k::text from kept_pseudonym k',
  );
  const stored = rows.map(({ row }) => row).join('\n');
  expect(stored).toContain(clara);
  for (const text of [demoIdnr, lockedIdnr, accounts.anna.sub, accounts.clara.sub, 'Muster'])
    expect(stored).not.toContain(text);
  expect(identity.logs()).not.toContain(lockedIdnr);
});
