/** The login of a citizen: authorization code with PKCE, a session in a cookie, tokens that stay on this server. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Gateway, Procedures } from '@einmal/client';
import { type CryptoKey, importJWK, type JWK } from 'jose';
import * as oidc from 'openid-client';
import type { Html } from './html.ts';

export interface Session {
  readonly state: string;
  readonly verifier: string;
  refreshToken?: string;
  /** What was shown and can be decided on, by page: each tab has its own. */
  readonly shown: Map<string, Shown>;
}

/** A filled form, and how far its application came. */
export interface Shown {
  readonly filled: Gateway.Prefill;
  /** Id of the draft. */
  draft?: string;
  /** What the draft was handed in with. */
  given?: Procedures.SubmitDraft;
  /** What is used is used once, however often the page is sent. */
  readonly decided: Map<string, Procedures.SubmittedSource>;
  sent?: Promise<Html> | undefined;
}

export class Logins {
  readonly #sessions = new Map<string, Session>();
  readonly #issuer: oidc.Configuration;
  readonly #services: readonly string[];

  private constructor(issuer: oidc.Configuration, services: readonly string[]) {
    this.#issuer = issuer;
    this.#services = services;
  }

  /** @param services base URLs of those that the login is for */
  static async at(
    issuer: string,
    clientId: string,
    privateJwk: JWK,
    services: readonly string[],
  ): Promise<Logins> {
    const key = (await importJWK(privateJwk, privateJwk.alg ?? 'ES256')) as CryptoKey;
    const authentication = oidc.PrivateKeyJwt({ key, kid: privateJwk.kid ?? '' });
    const local = { execute: issuer.startsWith('http://127.0.0.1') ? [oidc.allowInsecureRequests] : [] };
    return new Logins(await oidc.discovery(new URL(issuer), clientId, {}, authentication, local), services);
  }

  of({ headers: { cookie = '' } }: IncomingMessage): Session | undefined {
    return this.#sessions.get(/\bsession=([\w-]{36})/.exec(cookie)?.[1] ?? '');
  }

  /** @returns headers that send the browser to the login, with the cookie of a new session */
  async begin(callback: string): Promise<Record<string, string>> {
    const [id, session] = [
      randomUUID(),
      { state: oidc.randomState(), verifier: oidc.randomPKCECodeVerifier(), shown: new Map() },
    ];
    this.#sessions.set(id, session);
    const parameters = new URLSearchParams({
      redirect_uri: callback,
      scope: 'openid citizen',
      state: session.state,
      code_challenge: await oidc.calculatePKCECodeChallenge(session.verifier),
      code_challenge_method: 'S256',
    });
    for (const service of this.#services) parameters.append('resource', service);
    const location = oidc.buildAuthorizationUrl(this.#issuer, parameters).href;
    return { location, 'set-cookie': `session=${id}; HttpOnly; SameSite=Lax; Path=/` };
  }

  async complete(session: Session, callback: URL): Promise<void> {
    const checks = { pkceCodeVerifier: session.verifier, expectedState: session.state };
    const first = { resource: this.#services[0]! };
    const tokens = await oidc.authorizationCodeGrant(this.#issuer, callback, checks, first);
    session.refreshToken = tokens.refresh_token!;
  }

  /** A token of the person for one service. */
  async token({ refreshToken = '' }: Session, service: string): Promise<string> {
    return (await oidc.refreshTokenGrant(this.#issuer, refreshToken, { resource: service })).access_token;
  }
}
