import { Injectable } from '@nestjs/common';
import { importJWK, type JWK } from 'jose';
import * as oidc from 'openid-client';
import { reachesLevel } from '#libs/contracts';
import { HttpConfig, issuerFetch } from '#libs/service-kit';
import { PortalConfig } from '../portal.config.ts';
import type { BegunLogin, HeldToken, Language, Level, Person, Session } from '../sessions/index.ts';
import { SIGNED_OUT_STATE } from '../web/index.ts';

/** A token is not used in its last seconds, which may pass on its way. */
const SPARE_MS = 15_000;
const TIMEOUT_S = 10;
/** What a service asks for that wants a login of just now (`login-too-old`). */
const FRESH_S = 900;

/** What a login was for. */
export interface Wanted {
  readonly goesOn: string;
  readonly level?: Level;
  readonly isFresh?: true;
  readonly language: Language;
  /** Base URLs of the services that it is for. */
  readonly services: readonly string[];
  readonly scope: string;
}

export interface SignedIn {
  readonly person: Person;
  readonly refreshToken: string;
}

const levels: ReadonlySet<unknown> = new Set<Level>(['low', 'substantial', 'high']);
const textOf = (claim: unknown): string | undefined =>
  typeof claim === 'string' && claim !== '' ? claim : undefined;

/** Signing in by OpenID Connect: authorization code with PKCE, state and nonce, the client by `private_key_jwt` (RFC 9700). */
@Injectable()
export class Issuer {
  private found?: Promise<oidc.Configuration> | undefined;

  constructor(
    private readonly config: PortalConfig,
    private readonly http: HttpConfig,
  ) {}

  async begin({
    goesOn,
    level,
    isFresh,
    language,
    services,
    scope,
  }: Wanted): Promise<{ login: BegunLogin; url: URL }> {
    const login: BegunLogin = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
      goesOn,
      ...(level && { level }),
      ...(isFresh && { isFresh }),
    };
    const parameters = new URLSearchParams({
      redirect_uri: this.callbackUrl,
      scope: `openid ${scope}`,
      state: login.state,
      nonce: login.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(login.verifier),
      code_challenge_method: 'S256',
      ui_locales: language,
      // Where none is asked for, an issuer need not say which one it is (OpenID Connect Core §3.1.2.1, `acr_values`).
      acr_values: level ?? 'low',
      ...(isFresh && { max_age: `${FRESH_S}` }),
    });
    for (const service of services) parameters.append('resource', service);
    return { login, url: oidc.buildAuthorizationUrl(await this.issuer(), parameters) };
  }

  /** @param query of the callback @throws where the issuer refuses, or the answer is not to this login */
  async complete({ state, nonce, verifier, level, isFresh }: BegunLogin, query: string): Promise<SignedIn> {
    const issuer = await this.issuer();
    const checks = {
      ...{ pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce },
      ...(isFresh && { maxAge: FRESH_S }),
    };
    const tokens = await oidc.authorizationCodeGrant(issuer, new URL(this.callbackUrl + query), checks);
    const claims = tokens.claims();
    if (claims === undefined || tokens.refresh_token === undefined)
      throw new Error('The issuer gave no ID token or no refresh token.');
    const told = await oidc.fetchUserInfo(issuer, tokens.access_token, claims.sub);
    const acr = levels.has(claims.acr) ? (claims.acr as Level) : 'low';
    if (!reachesLevel(acr, level ?? 'low'))
      throw new Error('The issuer did not confirm the level that was asked for.');
    const optional = {
      givenNames: textOf(told.given_name),
      familyName: textOf(told.family_name) ?? textOf(told.name),
      birthDate: textOf(told.birthdate),
      authority: textOf(told['authority_name']),
    };
    const known = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
    return {
      person: {
        ...{ subject: claims.sub, level: acr, ...known },
        ...(textOf(told['idnr']) !== undefined && { hasNumber: true as const }),
      },
      refreshToken: tokens.refresh_token,
    };
  }

  /**
   * The number of who signed in, for the one request that names them by it.
   * @returns nothing where none is told, or not any more
   */
  async numberOf({
    refreshToken = '',
    person,
  }: Pick<Session, 'refreshToken' | 'person'>): Promise<string | undefined> {
    if (person?.hasNumber !== true) return undefined;
    const issuer = await this.issuer();
    // Without a service the token is for the issuer's own answers.
    const { access_token: token } = await oidc.refreshTokenGrant(issuer, refreshToken);
    return textOf((await oidc.fetchUserInfo(issuer, token, person.subject))['idnr']);
  }

  /** An access token of the person for one service. */
  async tokenFor(refreshToken: string, resource: string): Promise<HeldToken> {
    const { access_token: token, expires_in: seconds = 60 } = await oidc.refreshTokenGrant(
      await this.issuer(),
      refreshToken,
      { resource },
    );
    return { token, until: Date.now() + seconds * 1_000 - SPARE_MS };
  }

  async end(refreshToken: string): Promise<void> {
    await oidc.tokenRevocation(await this.issuer(), refreshToken, { token_type_hint: 'refresh_token' });
  }

  /**
   * Where the issuer ends its own session, if it keeps one (OpenID Connect RP-Initiated Logout). It is told by which client,
   * and not by an ID token: that would stand in an address.
   */
  async endSessionUrl(): Promise<URL | undefined> {
    const issuer = await this.issuer();
    if (issuer.serverMetadata().end_session_endpoint === undefined) return undefined;
    return oidc.buildEndSessionUrl(issuer, {
      post_logout_redirect_uri: `${this.http.publicUrl}/`,
      state: SIGNED_OUT_STATE,
    });
  }

  private get callbackUrl(): string {
    return `${this.http.publicUrl}/callback`;
  }

  /** Asked for when somebody signs in first, and again after a failure: the portal starts without the issuer. */
  private issuer(): Promise<oidc.Configuration> {
    this.found ??= this.discover().catch((error: unknown) => {
      this.found = undefined;
      throw error;
    });
    return this.found;
  }

  private async discover(): Promise<oidc.Configuration> {
    const { issuerUrl, issuerCallUrl = issuerUrl, clientId, clientJwk } = this.config;
    const jwk = JSON.parse(clientJwk) as JWK;
    const key = (await importJWK(jwk, jwk.alg ?? 'ES256')) as CryptoKey;
    const authentication = oidc.PrivateKeyJwt({ key, kid: jwk.kid ?? '' });
    const reached = (url: string): string =>
      url.startsWith(issuerUrl) ? issuerCallUrl + url.slice(issuerUrl.length) : url;
    return oidc.discovery(new URL(issuerUrl), clientId, {}, authentication, {
      timeout: TIMEOUT_S,
      execute: issuerUrl.startsWith('http:') ? [oidc.allowInsecureRequests] : [],
      [oidc.customFetch]: (url, options) => issuerFetch(reached(url), options as RequestInit),
    });
  }
}
