import type { JWK } from 'jose';
import { type DemoClient, demoClients, isDesk, portalRedirect } from '../local/demo-clients.ts';
import { publicHalf } from '../local/secrets.ts';
import { audienceScope, citizenClaims, staffClaims } from './client-scopes.ts';
import { fixedClaim } from './mappers.ts';
import type { Client, User } from './representation.ts';

/** RFC 9068 says 300 s at most (TOKEN_LIFETIME_S of our services). */
export const TOKEN_LIFETIME_S = 300;

const onOff = (value: boolean): string => `${value}`;

/** The profile of our tokens and of how a client proves who it is. */
const profile = (key: JWK): Readonly<Record<string, string>> => ({
  'access.token.header.type.rfc9068': onOff(true),
  'access.token.lifespan': `${TOKEN_LIFETIME_S}`,
  'access.token.signed.response.alg': 'ES256',
  'id.token.signed.response.alg': 'ES256',
  'dpop.bound.access.tokens': onOff(true),
  'token.endpoint.auth.signing.alg': 'ES256',
  'use.jwks.string': onOff(true),
  'jwks.string': JSON.stringify({ keys: [publicHalf(key)] }),
});

/** Of clients where people log in. A desk demands the highest level; a portal the one that it asks for. */
const loginSettings = (clientId: string): Readonly<Record<string, string>> => ({
  'pkce.code.challenge.method': 'S256',
  ...(isDesk(clientId) && { 'default.acr.values': 'high', 'minimum.acr.value': 'high' }),
});

/** One service: every token is for it. Several: a request names one by its scope, and none otherwise. */
function audienceScopes({ audience, besides }: DemoClient): {
  readonly always: readonly string[];
  readonly asked: readonly string[];
} {
  const others = Object.keys(besides ?? {}) as DemoClient['audience'][];
  if (others.length === 0) return { always: [audienceScope(audience)], asked: [] };
  return { always: [], asked: [audience, ...others].map(audienceScope) };
}

function clientOf(client: DemoClient, key: JWK): Client {
  const { clientId, name, authority, scopes, besides = {} } = client;
  const isMachine = authority !== undefined;
  const { always, asked } = audienceScopes(client);
  const people = isDesk(clientId) ? staffClaims : citizenClaims;
  return {
    clientId,
    name,
    enabled: true,
    protocol: 'openid-connect',
    publicClient: false,
    clientAuthenticatorType: 'client-jwt',
    standardFlowEnabled: !isMachine,
    implicitFlowEnabled: false,
    directAccessGrantsEnabled: false,
    serviceAccountsEnabled: isMachine,
    fullScopeAllowed: false,
    redirectUris: isMachine ? [] : [portalRedirect],
    attributes: { ...profile(key), ...(!isMachine && loginSettings(clientId)) },
    protocolMappers: [
      fixedClaim('client_id', clientId),
      // A machine is its own subject (RFC 9068 §2.2), for one authority.
      ...(isMachine ? [fixedClaim('sub', clientId), fixedClaim('authority', authority)] : []),
    ],
    defaultClientScopes: isMachine ? always : [people, ...always],
    optionalClientScopes: [...new Set([...scopes, ...Object.values(besides).flat()]), ...asked],
  };
}

export const clients = (keys: Readonly<Record<string, JWK>>): readonly Client[] =>
  demoClients.map((client) => clientOf(client, keys[client.clientId] ?? {}));

/** The users that Keycloak keeps for machines: their roles let them ask for their scopes. */
export const serviceAccounts: readonly User[] = demoClients
  .filter(({ authority }) => authority !== undefined)
  .map(({ clientId, scopes }) => ({
    username: `service-account-${clientId}`,
    enabled: true,
    serviceAccountClientId: clientId,
    realmRoles: scopes,
  }));
