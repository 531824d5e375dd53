import { registerNames, type RegisterName } from '#libs/contracts';
import type { KafkaLogin } from '#libs/kafka';
import { SYSTEM_PORT_DISTANCE } from '#libs/service-kit';
import { registerAuthorities, type AppName } from './apps.ts';
import { registerClients } from './demo-clients.ts';
import type { KafkaPrincipal } from './event-topics.ts';
import { kafkaSettings } from './kafka-access.ts';
import type { LocalHome } from './local-home.ts';
import type { AppPorts } from './ports.ts';
import { publicHalf, type Secrets } from './secrets.ts';

export interface StackFacts {
  readonly home: LocalHome;
  readonly ports: AppPorts;
  readonly secrets: Secrets;
  /** As the app role. */
  readonly databaseUrls: Readonly<Record<AppName, string>>;
  /** As administrator; the services have accounts of their own. */
  readonly kafkaAdmin: KafkaLogin;
}

export const identityFiles = {
  clients: 'identity/clients.json',
  citizens: 'identity/citizens.json',
  signingKeys: 'identity/signing-keys.json',
} as const;

export function appUrl(ports: AppPorts, app: AppName): string {
  return `http://127.0.0.1:${ports[app]}`;
}

/** Where an app answers `/metrics`. */
export function systemUrl(ports: AppPorts, app: AppName): string {
  return `http://127.0.0.1:${ports[app] + SYSTEM_PORT_DISTANCE}`;
}

/** As one of the services, or as who only looks on. */
export function kafkaLogin(
  { kafkaAdmin, secrets }: Pick<StackFacts, 'kafkaAdmin' | 'secrets'>,
  username: KafkaPrincipal,
): KafkaLogin {
  return { ...kafkaAdmin, username, password: secrets.kafkaPasswords[username] };
}

type Settings = Readonly<Record<string, string>>;

function serviceUrls(ports: AppPorts): Settings {
  return {
    RESIDENTS_URL: appUrl(ports, 'residents'),
    VEHICLES_URL: appUrl(ports, 'vehicles'),
    BUSINESS_URL: appUrl(ports, 'business'),
  };
}

function tokenSettings(ports: AppPorts): Settings {
  return { ISSUER_URL: appUrl(ports, 'identity'), TOKEN_BINDING: 'loopback-optional' };
}

function registerSettings(register: RegisterName, facts: StackFacts): Settings {
  const { ports, secrets } = facts;
  return {
    ...tokenSettings(ports),
    ...kafkaSettings(kafkaLogin(facts, register)),
    PERMIT_JWKS: JSON.stringify({ keys: [publicHalf(secrets.permitSigningJwk)] }),
    PERMIT_ISSUER: appUrl(ports, 'gateway'),
    EVENT_PSEUDONYM_KEY: secrets.eventPseudonymKeys[register],
    CITIZEN_PSEUDONYM_KEY: secrets.citizenPseudonymKey,
    REGISTER_AUTHORITY: registerAuthorities[register],
    ...(register === 'vehicles' && followerSettings(register, facts)),
  };
}

/** A register that reacts to the residents' changes: it recognises its holders, and asks through the gateway. */
function followerSettings(register: keyof typeof registerClients, { ports, secrets }: StackFacts): Settings {
  const clientId = registerClients[register];
  return {
    RESIDENTS_EVENT_KEY: secrets.eventPseudonymKeys.residents,
    GATEWAY_URL: appUrl(ports, 'gateway'),
    CLIENT_ID: clientId,
    CLIENT_JWK: JSON.stringify(secrets.clientJwks[clientId]),
  };
}

function gatewaySettings(facts: StackFacts): Settings {
  const { ports, secrets } = facts;
  return {
    ...tokenSettings(ports),
    ...serviceUrls(ports),
    PERMIT_SIGNING_JWK: JSON.stringify(secrets.permitSigningJwk),
    CITIZEN_PSEUDONYM_KEY: secrets.citizenPseudonymKey,
    SUBJECT_PSEUDONYM_KEY: secrets.subjectPseudonymKey,
    ...kafkaSettings(kafkaLogin(facts, 'gateway')),
    RESIDENTS_EVENT_KEY: secrets.eventPseudonymKeys.residents,
    VEHICLES_EVENT_KEY: secrets.eventPseudonymKeys.vehicles,
    BUSINESS_EVENT_KEY: secrets.eventPseudonymKeys.business,
    WEBHOOK_SECRET_KEY: secrets.webhookSecretKey,
    // Receivers of a demonstration run on this machine.
    WEBHOOK_LOOPBACK: 'allow',
  };
}

function operatorSettings(facts: StackFacts): Settings {
  const { ports, secrets, home } = facts;
  return {
    ...tokenSettings(ports),
    RESIDENTS_SYSTEM_URL: systemUrl(ports, 'residents'),
    VEHICLES_SYSTEM_URL: systemUrl(ports, 'vehicles'),
    BUSINESS_SYSTEM_URL: systemUrl(ports, 'business'),
    ...kafkaSettings(kafkaLogin(facts, 'operator')),
    REPLAY_FOLDER: home.path('replays'),
    REPORT_SIGNING_JWK: JSON.stringify(secrets.reportSigningJwk),
  };
}

function identitySettings({ ports, secrets, home }: StackFacts): Settings {
  return {
    ...serviceUrls(ports),
    GATEWAY_URL: appUrl(ports, 'gateway'),
    OPERATOR_URL: appUrl(ports, 'operator'),
    CITIZEN_PSEUDONYM_KEY: secrets.citizenPseudonymKey,
    CLIENTS_FILE: home.path(identityFiles.clients),
    CITIZENS_FILE: home.path(identityFiles.citizens),
    SIGNING_JWKS_FILE: home.path(identityFiles.signingKeys),
    COOKIE_KEYS: secrets.cookieKeys.join(','),
  };
}

function ownSettings(app: AppName, facts: StackFacts): Settings {
  const register = registerNames.find((name) => name === app);
  if (register) return registerSettings(register, facts);
  if (app === 'gateway') return gatewaySettings(facts);
  return app === 'operator' ? operatorSettings(facts) : identitySettings(facts);
}

/** The whole environment of one app's process; nothing else reaches it. */
export function appSettings(app: AppName, facts: StackFacts): Settings {
  return {
    HOST: '127.0.0.1',
    PORT: `${facts.ports[app]}`,
    PUBLIC_URL: appUrl(facts.ports, app),
    DATABASE_URL: facts.databaseUrls[app],
    KAFKAJS_NO_PARTITIONER_WARNING: '1',
    ...ownSettings(app, facts),
  };
}
