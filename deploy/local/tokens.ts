import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { importJWK, SignJWT, type JWK } from 'jose';
import { LocalFailure } from '#libs/local-services';
import { portalRedirect } from './demo-clients.ts';
import { heldBy, toolFetch, type ToolTls } from './tls/tool-fetch.ts';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const assertionLifetimeS = 60;

/** Who asks for a token, where, and for which service. */
export interface TokenRequest {
  readonly issuer: string;
  readonly clientId: string;
  readonly privateJwk: JWK;
  readonly scopes: readonly string[];
  /** Base URL of the service the token is for (RFC 8707). */
  readonly audience: string;
  /** Of a stack with TLS; the token is bound to this certificate. */
  readonly tls?: ToolTls | undefined;
}

export class TokenRefused extends LocalFailure {
  /** Of the token endpoint (RFC 6749 §5.2), where it is the one that refused. */
  readonly answer: { readonly status: number; readonly error?: string } | undefined;

  constructor(text: string, answer?: TokenRefused['answer']) {
    super(text);
    this.answer = answer;
  }
}

/** A `private_key_jwt` (RFC 7523): used once, for one issuer, for a minute. */
async function clientAssertion({ issuer, clientId, privateJwk }: TokenRequest): Promise<string> {
  const alg = privateJwk.alg ?? 'ES256';
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({})
    .setProtectedHeader({ alg, ...(privateJwk.kid === undefined ? {} : { kid: privateJwk.kid }) })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(issuer)
    .setJti(randomUUID())
    .setIssuedAt(now)
    .setExpirationTime(now + assertionLifetimeS)
    .sign(await importJWK(privateJwk, alg));
}

async function askForToken(request: TokenRequest, grant: Readonly<Record<string, string>>): Promise<string> {
  const form = new URLSearchParams({
    ...grant,
    client_id: request.clientId,
    resource: request.audience,
    client_assertion_type: assertionType,
    client_assertion: await clientAssertion(request),
  });
  const response = await toolFetch(`${request.issuer}/token`, { method: 'POST', body: form }, request.tls);
  const answer = (await response.json()) as {
    access_token?: string;
    error?: string;
    error_description?: string;
  };
  if (answer.access_token) return heldBy(answer.access_token, request.tls);
  const remedy =
    answer.error === 'invalid_client'
      ? ' If its key was replaced, start identity again, which reads them then.'
      : '';
  throw new TokenRefused(
    `${request.clientId} got no token: ${answer.error ?? response.status} (${answer.error_description ?? ''}).${remedy}`,
    { status: response.status, ...(answer.error !== undefined && { error: answer.error }) },
  );
}

/**
 * An access token of a client that acts for itself (client credentials), good for 300 s.
 * @param authority that it acts for, where that is not its first
 */
export function machineToken(request: TokenRequest, authority?: string): Promise<string> {
  return askForToken(request, {
    grant_type: 'client_credentials',
    scope: request.scopes.join(' '),
    ...(authority !== undefined && { authority }),
  });
}

/** Follows the pages of a login as a browser does: keeps cookies, does not follow redirects by itself. */
class Browser {
  readonly #cookies = new Map<string, string>();
  readonly #tls: ToolTls | undefined;

  constructor(tls: ToolTls | undefined) {
    // A browser shows no certificate.
    this.#tls = tls && { caFile: tls.caFile };
  }

  /** @returns where the page sends the browser next */
  async visit(url: string, form?: URLSearchParams): Promise<string> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const request = { redirect: 'manual', headers: { cookie }, ...(form && { method: 'POST', body: form }) };
    const response = await toolFetch(url, request as RequestInit, this.#tls);
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const location = response.headers.get('location');
    await response.arrayBuffer();
    if (location) return new URL(location, url).href;
    throw new TokenRefused(`The login stopped at ${new URL(url).pathname} with status ${response.status}.`);
  }
}

/**
 * An access token of a citizen who logs in at the portal, or of a member of staff at a desk: authorization code with PKCE
 * (RFC 7636) at the demo login page, driven over HTTP instead of by hand.
 */
export async function loginToken(client: TokenRequest, login: string): Promise<string> {
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const query = new URLSearchParams({
    client_id: client.clientId,
    response_type: 'code',
    redirect_uri: portalRedirect,
    scope: ['openid', ...client.scopes].join(' '),
    resource: client.audience,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state,
  });
  const browser = new Browser(client.tls);
  const loginPage = await browser.visit(`${client.issuer}/auth?${query.toString()}`);
  const confirmed = await browser.visit(loginPage, new URLSearchParams({ login }));
  const callback = new URL(await browser.visit(confirmed));
  const code = callback.searchParams.get('code');
  if (!code || callback.searchParams.get('state') !== state) {
    throw new TokenRefused(
      `The login of ${login} failed: ${callback.searchParams.get('error_description') ?? 'no code'}`,
    );
  }
  return askForToken(client, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: portalRedirect,
    code_verifier: verifier,
  });
}
