import type { JWK } from 'jose';
import type { Audience } from '../local/demo-clients.ts';
import type { DemoPeople } from '../local/identity-files.ts';
import { attributes, clientScopes, serviceScopes } from './client-scopes.ts';
import { clients, serviceAccounts, TOKEN_LIFETIME_S } from './clients.ts';
import type { DemoCredentials } from './demo-credentials.ts';
import { browserFlow, flows, flowSettings, levelNumbers, SESSION_S } from './login-flow.ts';
import type { Component, Realm } from './representation.ts';
import { users } from './users.ts';

export const REALM = 'einmal';

export interface RealmFacts {
  /** Public address of a service: the audience of its tokens. */
  readonly urlOf: (service: Audience) => string;
  /** By client id; only their public halves reach the realm. */
  readonly clientJwks: Readonly<Record<string, JWK>>;
  readonly people: DemoPeople;
  readonly citizenPseudonymKey: Buffer;
  readonly credentials: DemoCredentials;
}

const administered = { view: ['admin'], edit: ['admin'] };

/** A user is a name and our attributes, which nobody may change for himself. */
const userProfile: Component = {
  name: 'einmal',
  providerId: 'declarative-user-profile',
  config: {
    'kc.user.profile.config': [
      JSON.stringify({
        attributes: [
          { name: 'username', permissions: administered },
          { name: 'email', permissions: administered },
          ...Object.values(attributes).map((name) => ({ name, permissions: administered })),
        ],
      }),
    ],
  },
};

const signingKey: Component = {
  name: 'es256',
  providerId: 'ecdsa-generated',
  config: { priority: ['100'], ecdsaEllipticCurveKey: ['P-256'] },
};

/** The realm of the demonstration, from the same clients, citizens and staff as apps/identity. */
export async function realmOf(facts: RealmFacts): Promise<Realm> {
  return {
    realm: REALM,
    enabled: true,
    sslRequired: 'external',
    defaultSignatureAlgorithm: 'ES256',
    accessTokenLifespan: TOKEN_LIFETIME_S,
    accessCodeLifespan: 60,
    ssoSessionIdleTimeout: SESSION_S,
    ssoSessionMaxLifespan: SESSION_S,
    bruteForceProtected: true,
    otpPolicyType: 'hotp',
    otpPolicyLookAheadWindow: 5,
    attributes: { 'acr.loa.map': levelNumbers },
    // Nobody enrols a factor at a login that asks for one.
    requiredActions: [],
    browserFlow,
    authenticationFlows: flows,
    authenticatorConfig: flowSettings,
    components: {
      'org.keycloak.userprofile.UserProfileProvider': [userProfile],
      'org.keycloak.keys.KeyProvider': [signingKey],
    },
    // Who lacks the role of a scope gets a token without it, and so no answer.
    roles: { realm: serviceScopes.map((name) => ({ name, description: `May ask for the scope ${name}` })) },
    scopeMappings: serviceScopes.map((name) => ({ clientScope: name, roles: [name] })),
    clientScopes: clientScopes(facts.urlOf),
    clients: clients(facts.clientJwks),
    users: [...serviceAccounts, ...(await users(facts.people, facts.citizenPseudonymKey, facts.credentials))],
  };
}
