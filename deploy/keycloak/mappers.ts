import type { Mapper } from './representation.ts';

/** Access tokens alone: what our services read. An ID token is for the client. */
const inAccessToken = {
  'access.token.claim': 'true',
  'id.token.claim': 'false',
  'userinfo.token.claim': 'false',
  'introspection.token.claim': 'false',
};

const mapper = (name: string, kind: string, config: Readonly<Record<string, string>>): Mapper => ({
  name,
  protocol: 'openid-connect',
  protocolMapper: kind,
  config: { ...inAccessToken, ...config },
});

/** The same text in every token of the client or scope. */
export const fixedClaim = (claim: string, value: string): Mapper =>
  mapper(claim, 'oidc-hardcoded-claim-mapper', {
    'claim.name': claim,
    'claim.value': value,
    'jsonType.label': 'String',
  });

/** What an attribute of the user says; no claim where the user has none. */
export const userClaim = (claim: string, attribute: string, type: 'String' | 'boolean' = 'String'): Mapper =>
  mapper(claim, 'oidc-usermodel-attribute-mapper', {
    'claim.name': claim,
    'user.attribute': attribute,
    'jsonType.label': type,
  });

/** The level that the login has reached, by the realm's `acr.loa.map`. */
export const levelClaim: Mapper = mapper('acr', 'oidc-acr-mapper', {});

/** When the login was, seconds since 1970. */
export const loginTimeClaim: Mapper = mapper('auth_time', 'oidc-usersessionmodel-note-mapper', {
  'claim.name': 'auth_time',
  'user.session.note': 'AUTH_TIME',
  'jsonType.label': 'long',
});

/** Exactly this one: Keycloak writes one audience as a text. */
export const audienceClaim = (url: string): Mapper =>
  mapper('aud', 'oidc-audience-mapper', { 'included.custom.audience': url });
