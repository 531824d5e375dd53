import { Logger } from '@nestjs/common';
import { errors, type KoaContextWithOIDC, Provider, type Configuration } from 'oidc-provider';
import type { Pool } from 'pg';

import { authorityTable, today } from '#libs/authorities';
import { assuranceLevels } from '#libs/contracts';
import type { Accounts } from './accounts.ts';
import { assertionFault } from './client-assertion.rules.ts';
import { keepsSessions, toJwk, toMetadata } from './client-metadata.ts';
import { type ClientEntry, withoutPort } from './clients-file.ts';
import { errorPage } from './login-page.ts';
import { pageHeaders } from './page-frame.ts';
import { pageLanguage } from './page-language.ts';
import { OidcModelStore } from './oidc-model-store.ts';
import {
  type FeatureOptions,
  features,
  TOKEN_LIFETIME_S,
  USERINFO_TOKEN_LIFETIME_S,
} from './provider-features.ts';
import { ReplayStore } from './replay-store.ts';
import type { SigningKey } from './signing-keys-file.ts';
import { toldClaims, type UserInfo } from './user-info.ts';

export interface ProviderOptions extends FeatureOptions {
  /** Exact `iss` of every token: this service's PUBLIC_URL. */
  readonly issuer: string;
  readonly clients: readonly ClientEntry[];
  readonly accounts: Accounts;
  readonly userInfo: UserInfo;
  readonly signingKeys: readonly SigningKey[];
  readonly cookieKeys: readonly string[];
  readonly pool: Pool;
}

/** Whose account was taken out of the files. */
const NOBODY = 'nobody';
const NO_ROLE = 'the login has no role at the service of this resource';
const NOT_FOR_AUTHORITY = 'the client does not act for the requested authority';

const LOGIN_LIFETIME_S = 600;
/** From a login to the next at a client that keeps sessions: a working day. */
export const SESSION_LIFETIME_S = 8 * 3_600;
const ALGORITHMS = ['ES256', 'PS256', 'EdDSA'] as const;

/** The OAuth 2.0 authorization server: RFC 9068 tokens for one audience, `private_key_jwt`, PKCE, tokens bound by DPoP or a certificate. */
export function createProvider(options: ProviderOptions): Provider {
  const { access, accounts, userInfo } = options;
  const accountOf = (token: object) =>
    'accountId' in token ? accounts.byId(String(token.accountId)) : undefined;
  const provider = new Provider(options.issuer, {
    ...fixedSettings,
    adapter: (model) =>
      model === 'ReplayDetection' ? new ReplayStore(options.pool) : new OidcModelStore(options.pool, model),
    clients: options.clients.map(toMetadata),
    jwks: { keys: options.signingKeys.map(toJwk) },
    cookies: { keys: [...options.cookieKeys] },
    features: features(options),
    renderError: (ctx, { error, error_description: detail = error }) => {
      ctx.type = 'html';
      ctx.set(pageHeaders());
      const language = pageLanguage(ctx.oidc?.params?.['ui_locales'], ctx.get('accept-language'));
      const homes = access.homesOf(ctx.oidc?.client?.clientId);
      ctx.body = errorPage({ language, kind: 'notStarted', detail, homes });
    },
    findAccount: ({ oidc }, accountId) => {
      const account = accounts.byId(accountId);
      if (account === undefined) return undefined;
      const claims = async (use: string) =>
        use === 'userinfo' ? userInfo.of(account, oidc.client!.clientId) : {};
      return { accountId, claims: async (use) => ({ ...(await claims(use)), sub: accountId }) };
    },
    extraTokenClaims: (ctx, token) => {
      if (token.kind === 'ClientCredentials') {
        const authority = access.authorityOf(token.clientId ?? '', ctx.oidc.body?.['authority']);
        if (authority === undefined) throw new errors.InvalidRequest(NOT_FOR_AUTHORITY);
        return { authority: ofToday(authority) };
      }
      // Of a login for several services, at some of which the person has no role.
      if (token.kind === 'AccessToken' && token.resourceServer && !token.scope)
        throw new errors.InvalidScope(NO_ROLE, '');
      const account = accountOf(token);
      return {
        acr: account?.acr,
        authority: account?.authority && ofToday(account.authority),
        // Of staff, whose steps may take a login of their own.
        auth_time: account?.authority && loggedInAt(ctx),
        no_idnr: account?.withoutIdnr,
      };
    },
    // Whom tokens and userinfo name; the id of an account stays here.
    pairwiseIdentifier: (_ctx, accountId) => accounts.byId(accountId)?.subject ?? NOBODY,
    assertJwtClientAuthClaimsAndHeader: (_ctx, claims) => {
      const fault = assertionFault(claims, options.issuer, Math.floor(Date.now() / 1000));
      if (fault !== undefined) throw new errors.InvalidClientAuth(fault);
    },
  });
  acceptAnyPort(provider);
  return observed(provider);
}

/** The library leaves the port of a loopback address free for native clients without TLS (RFC 8252 §7.3). */
function acceptAnyPort({ Client }: Provider): void {
  Client.prototype.redirectUriAllowed = function (this: InstanceType<typeof Client>, address) {
    const asked = withoutPort(address);
    return asked !== undefined && (this.redirectUris ?? []).some((each) => withoutPort(each) === asked);
  };
}

/** Seconds since 1970 of the login that a token is of; a refreshed one is of the same. */
const loggedInAt = ({ oidc }: KoaContextWithOIDC): number | undefined =>
  (oidc.entities.AuthorizationCode ?? oidc.entities.RefreshToken)?.authTime;

/** Whoever works for an authority that was merged works for its successor from that day on. */
const ofToday = (authority: string): string => authorityTable.keeperOf(authority, today())?.id ?? authority;

/** Everything that does not depend on the files. Outgoing requests are off: no client document is ever fetched. */
const fixedSettings: Configuration = {
  acrValues: [...assuranceLevels],
  claims: { openid: ['sub', ...toldClaims] },
  clientAuthMethods: ['private_key_jwt'],
  clientBasedCORS: () => false,
  clientDefaults: { id_token_signed_response_alg: 'ES256', token_endpoint_auth_method: 'private_key_jwt' },
  clockTolerance: 10,
  enabledJWA: {
    clientAuthSigningAlgValues: [...ALGORITHMS],
    dPoPSigningAlgValues: [...ALGORITHMS],
    idTokenSigningAlgValues: ['ES256'],
  },
  expiresWithSession: () => false,
  fetch: () => Promise.reject(new Error('The identity service fetches nothing.')),
  issueRefreshToken: (_ctx, client) => keepsSessions(client),
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  pkce: { required: () => true },
  responseTypes: ['code'],
  // A client that authenticates by a key is the only one who can use its token (RFC 9700 §4.14.2), and an answer that was
  // lost on the way would end the session.
  rotateRefreshToken: false,
  routes: { userinfo: '/userinfo' },
  scopes: ['openid'],
  subjectTypes: ['pairwise'],
  ttl: {
    AccessToken: (_ctx, { resourceServer }) =>
      resourceServer ? TOKEN_LIFETIME_S : USERINFO_TOKEN_LIFETIME_S,
    AuthorizationCode: 60,
    ClientCredentials: TOKEN_LIFETIME_S,
    // Refresh tokens rest on it.
    Grant: SESSION_LIFETIME_S,
    IdToken: TOKEN_LIFETIME_S,
    Interaction: LOGIN_LIFETIME_S,
    RefreshToken: SESSION_LIFETIME_S,
    Session: LOGIN_LIFETIME_S,
  },
};

/** Logs faults and refusals without tokens or persons, and lets no login outlive its one authorization. */
function observed(provider: Provider): Provider {
  const logger = new Logger('Provider');
  provider.on('server_error', (_ctx, error) => logger.error({ err: error }));
  provider.on('grant.error', (ctx, { error, error_description, error_detail }) => {
    logger.warn({
      msg: 'token refused',
      error,
      reason: error_detail ?? error_description,
      client: ctx.oidc.client?.clientId,
    });
  });
  provider.on('authorization.success', (ctx) => {
    if (ctx.oidc.session !== undefined) Object.assign(ctx.oidc.session, { destroyed: true });
  });
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.status === 503) ctx.set('retry-after', '2');
  });
  return provider;
}
