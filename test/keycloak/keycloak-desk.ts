import { createHash, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { exportJWK, importJWK, type JWK, SignJWT } from 'jose';
import type { DemoCredentials } from '../../deploy/keycloak/demo-credentials.ts';
import { portalRedirect } from '../../deploy/local/demo-clients.ts';
import type { EndpointClient } from '../../deploy/local/endpoint-clients.ts';
import { KeycloakBrowser, type Visit } from './keycloak-browser.ts';

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export interface Answer<T = unknown> {
  readonly status: number;
  readonly body: T;
  readonly challenge: string | null;
}

export interface LoggedIn {
  readonly token: string;
  readonly asked: Visit['asked'];
}

/** What a client does at Keycloak and with its tokens: assertions, proofs of possession, logins. */
export class KeycloakDesk {
  private readonly pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private readonly proofJwk: Promise<JWK> = exportJWK(this.pair.publicKey);
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly issuer: string,
    private readonly tokenUrl: string,
    private readonly clients: Readonly<Record<string, EndpointClient>>,
    private readonly credentials: DemoCredentials,
  ) {}

  browser(): KeycloakBrowser {
    return new KeycloakBrowser(this.credentials, this.counts);
  }

  async machineToken(clientId: string): Promise<string> {
    const scope = this.client(clientId).scopes.join(' ');
    return this.ask(clientId, { grant_type: 'client_credentials', scope });
  }

  /** Begins a login. @param further of the request: `acr_values`, or another scope */
  async visit(
    browser: KeycloakBrowser,
    clientId: string,
    login: string,
    further: Readonly<Record<string, string>> = {},
  ): Promise<Visit & { readonly verifier: string }> {
    const verifier = randomBytes(32).toString('base64url');
    const query = new URLSearchParams({
      client_id: clientId,
      response_type: 'code',
      redirect_uri: portalRedirect,
      scope: ['openid', ...this.client(clientId).scopes].join(' '),
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      state: randomUUID(),
      ...further,
    });
    const address = `${this.issuer}/protocol/openid-connect/auth?${query.toString()}`;
    return { ...(await browser.logIn(address, login)), verifier };
  }

  async logIn(...at: Parameters<KeycloakDesk['visit']>): Promise<LoggedIn> {
    const { callback, asked, stoppedWith, verifier } = await this.visit(...at);
    const code = callback?.searchParams.get('code');
    if (!code) throw new Error(`The login stopped, with status ${stoppedWith}, after ${asked.join(', ')}.`);
    const grant = { grant_type: 'authorization_code', code, redirect_uri: portalRedirect };
    return { asked, token: await this.ask(at[1], { ...grant, code_verifier: verifier }) };
  }

  /**
   * One request under a token and a fresh proof for it.
   * @param reachedAt where that is reached, where it is one of several processes
   */
  async send<T>(
    token: string,
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
    reachedAt: string = url,
  ): Promise<Answer<T>> {
    const response = await fetch(reachedAt, {
      method,
      headers: {
        authorization: `DPoP ${token}`,
        dpop: await this.proof(method, url.split('?', 1)[0]!, token),
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const challenge = response.headers.get('www-authenticate');
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as T, challenge };
  }

  private client(clientId: string): EndpointClient {
    const client = this.clients[clientId];
    if (client === undefined) throw new Error(`There is no client ${clientId}.`);
    return client;
  }

  private async ask(clientId: string, grant: Readonly<Record<string, string>>): Promise<string> {
    const response = await fetch(this.tokenUrl, {
      method: 'POST',
      headers: { dpop: await this.proof('POST', this.tokenUrl) },
      body: new URLSearchParams({
        ...grant,
        client_id: clientId,
        client_assertion_type: ASSERTION,
        client_assertion: await this.assertion(clientId),
      }),
    });
    const answer = (await response.json()) as Readonly<Record<string, string | undefined>>;
    const { access_token: token } = answer;
    if (token === undefined)
      throw new Error(`${clientId} got no token: ${answer['error']} ${answer['error_description']}`);
    return token;
  }

  private async assertion(clientId: string): Promise<string> {
    const { privateJwk } = this.client(clientId);
    return new SignJWT({})
      .setProtectedHeader({ alg: 'ES256', kid: String(privateJwk.kid) })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(this.issuer)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime('60s')
      .sign(await importJWK(privateJwk, 'ES256'));
  }

  private async proof(method: string, url: string, token?: string): Promise<string> {
    const ath = token && { ath: createHash('sha256').update(token).digest('base64url') };
    return new SignJWT({ htm: method, htu: url, jti: randomUUID(), ...ath })
      .setIssuedAt()
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await this.proofJwk })
      .sign(this.pair.privateKey);
  }
}
