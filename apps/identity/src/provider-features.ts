import { errors, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';

import type { ClientAccess } from './client-access.rules.ts';
import { provenCertificate } from './proven-certificate.ts';

export const TOKEN_LIFETIME_S = 300;
/** Of a token that opens the userinfo endpoint and nothing else. */
export const USERINFO_TOKEN_LIFETIME_S = 60;

export interface FeatureOptions {
  readonly access: ClientAccess;
  /** 32 bytes that make nonces; given, every proof needs one (RFC 9449 §8). */
  readonly nonceSecret?: Buffer | undefined;
}

export function features({ access, nonceSecret }: FeatureOptions): NonNullable<Configuration['features']> {
  return {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    dPoP: {
      enabled: true,
      ...(nonceSecret && { nonceSecret }),
      requireNonce: () => nonceSecret !== undefined,
    },
    mTLS: {
      enabled: true,
      certificateBoundAccessTokens: true,
      getCertificate: ({ req: { socket } }) => provenCertificate(socket),
    },
    pushedAuthorizationRequests: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: (_ctx, _client, oneOf) => {
        if (oneOf === undefined) throw new errors.InvalidTarget('resource is missing');
        return oneOf;
      },
      // Who is told something gets the token for it where no resource is named.
      useGrantedResource: ({ oidc: { client } }) => access.toldTo(client?.clientId ?? '').length === 0,
      getResourceServerInfo: (ctx, resource, client) => {
        requireAccess(access, ctx, resource, client.clientId);
        return {
          audience: resource,
          scope: access.scopesAt(client.clientId, resource).join(' '),
          accessTokenFormat: 'jwt',
          accessTokenTTL: TOKEN_LIFETIME_S,
          jwt: { sign: { alg: 'ES256' } },
        };
      },
    },
    revocation: { enabled: true },
    rpInitiatedLogout: { enabled: false },
    userinfo: { enabled: true },
  };
}

/** What a login leads to names no scopes; they were judged when it began. */
const ofLogin: ReadonlySet<unknown> = new Set(['authorization_code', 'refresh_token']);

function requireAccess(
  access: ClientAccess,
  ctx: KoaContextWithOIDC,
  resource: string,
  clientId: string,
): void {
  const redeems = ofLogin.has(ctx.oidc.params?.['grant_type']);
  const requested = redeems ? access.scopesAt(clientId, resource) : ctx.oidc.requestParamScopes;
  const named = redeems ? [resource] : [ctx.oidc.params?.['resource']].flat().map(String);
  const verdict = access.judge(clientId, resource, new Set(requested), named);
  if (verdict === 'resource-unknown') throw new errors.InvalidTarget();
  if (verdict === 'scope-missing') throw new errors.InvalidScope('scope is missing', '');
  if (verdict === 'scope-not-allowed') throw new errors.InvalidScope('requested scope is not allowed', '');
}
