/** What we use of Keycloak's realm import (RealmRepresentation and below, Keycloak 26.7). */
export interface Realm {
  readonly realm: string;
  readonly enabled: true;
  readonly sslRequired: 'external' | 'all' | 'none';
  readonly defaultSignatureAlgorithm: 'ES256';
  readonly accessTokenLifespan: number;
  readonly accessCodeLifespan: number;
  readonly ssoSessionIdleTimeout: number;
  readonly ssoSessionMaxLifespan: number;
  readonly bruteForceProtected: boolean;
  readonly otpPolicyType: 'totp' | 'hotp';
  readonly otpPolicyLookAheadWindow: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly requiredActions: readonly [];
  readonly browserFlow: string;
  readonly authenticationFlows: readonly Flow[];
  readonly authenticatorConfig: readonly AuthenticatorConfig[];
  readonly components: Readonly<Record<string, readonly Component[]>>;
  readonly roles: { readonly realm: readonly { readonly name: string; readonly description: string }[] };
  readonly clientScopes: readonly ClientScope[];
  readonly scopeMappings: readonly { readonly clientScope: string; readonly roles: readonly string[] }[];
  readonly clients: readonly Client[];
  readonly users: readonly User[];
}

export interface Component {
  readonly name: string;
  readonly providerId: string;
  readonly config: Readonly<Record<string, readonly string[]>>;
}

type Requirement = 'REQUIRED' | 'ALTERNATIVE' | 'CONDITIONAL';

export type Execution = { readonly requirement: Requirement; readonly priority: number } & (
  | { readonly authenticator: string; readonly authenticatorConfig?: string }
  | { readonly authenticatorFlow: true; readonly flowAlias: string }
);

export interface Flow {
  readonly alias: string;
  readonly providerId: 'basic-flow';
  readonly topLevel: boolean;
  readonly builtIn: false;
  readonly authenticationExecutions: readonly Execution[];
}

export interface AuthenticatorConfig {
  readonly alias: string;
  readonly config: Readonly<Record<string, string>>;
}

export interface Mapper {
  readonly name: string;
  readonly protocol: 'openid-connect';
  readonly protocolMapper: string;
  readonly config: Readonly<Record<string, string>>;
}

export interface ClientScope {
  readonly name: string;
  readonly protocol: 'openid-connect';
  readonly attributes: Readonly<Record<string, string>>;
  readonly protocolMappers: readonly Mapper[];
}

export interface Client {
  readonly clientId: string;
  readonly name: string;
  readonly enabled: true;
  readonly protocol: 'openid-connect';
  readonly publicClient: false;
  readonly clientAuthenticatorType: 'client-jwt';
  readonly standardFlowEnabled: boolean;
  readonly implicitFlowEnabled: false;
  readonly directAccessGrantsEnabled: false;
  readonly serviceAccountsEnabled: boolean;
  readonly fullScopeAllowed: false;
  readonly redirectUris: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly protocolMappers: readonly Mapper[];
  readonly defaultClientScopes: readonly string[];
  readonly optionalClientScopes: readonly string[];
}

export interface User {
  readonly username: string;
  readonly enabled: true;
  readonly serviceAccountClientId?: string;
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
  readonly credentials?: readonly object[];
  readonly realmRoles: readonly string[];
}
