import type { RegisterName } from '#libs/contracts';
import type { AppName, ProgramName } from './app-names.ts';

/** Random keys and private keys that an installation makes once and keeps. */
export type SecretName =
  | 'permit-signing-jwk'
  | 'report-signing-jwk'
  | 'citizen-pseudonym-key'
  | 'subject-pseudonym-key'
  | 'webhook-secret-key'
  | 'cookie-keys'
  /** Keys that wrap the keys of drafts and submissions, by version. */
  | 'content-keys'
  /** By authority, as JSON: as whom it asks, and what opens what is released to it. */
  | 'authority-clients'
  | `event-pseudonym-key/${RegisterName}`
  /** Of all registers, as JSON by name. */
  | 'event-pseudonym-keys'
  | `client-jwk/${string}`;

/** Files that the identity provider of a demonstration reads. */
export type DemoFile = 'clients' | 'citizens' | 'numbers' | 'staff' | 'signingKeys';

/** Where the value of a setting may come from in any deployment, and what of it. */
interface Origins {
  /** The same everywhere. */
  text: string;
  /** Of a demonstration; an installation says its own. */
  demonstration: string;
  /** Of a demonstration whose callers and receivers run on the machine of the process. */
  sameMachine: string;
  listen: 'host' | 'port' | 'systemHost' | 'systemPort' | 'internalHost' | 'internalPort' | 'reachableFrom';
  /** What an app calls itself: issuer and audience of tokens. */
  publicUrl: AppName;
  /** Of several programs, as JSON by name. */
  publicUrls: readonly ProgramName[];
  ownPublicUrl: undefined;
  ownInternalUrl: undefined;
  /** At the internal door of an app, where other apps call it. */
  internalUrl: { readonly app: AppName; readonly path: string };
  /** Where an app is reached at its public door, with a path, if elsewhere than it calls itself; the setting has the right default where not. */
  callUrlIfOther: { readonly app: AppName; readonly path: string };
  /** Several of these without a path, as JSON by name. */
  callUrlsIfOther: readonly ProgramName[];
  /** The processes of every register, as JSON: who calls those of all, or of its own register alone, or reads their metrics. */
  registers: 'called' | 'siblings' | 'watched';
  secret: SecretName;
  database: 'app';
  databaseTls: 'mode' | 'ca';
  tls: 'cert' | 'key' | 'ca';
  internalCallers: undefined;
  kafka: `KAFKA_${'BROKERS' | 'USERNAME' | 'PASSWORD' | 'TLS' | 'TLS_CA_FILE' | 'TLS_SERVER_NAME'}`;
  demoFile: DemoFile;
  /** A folder that outlives the process. */
  folder: string;
}

type Kind = keyof Origins;
export type Source = { readonly [K in Kind]: { readonly from: K; readonly of: Origins[K] } }[Kind];

/** A deployment says of each kind what stands there; nothing where the setting is left out. */
export type Place<V> = { readonly [K in Kind]: (of: Origins[K], app: AppName) => V | undefined };

const source =
  <K extends Kind>(from: K) =>
  (of: Origins[K]): Source =>
    ({ from, of }) as Source;

export const text = source('text');
export const demonstration = source('demonstration');
export const sameMachine = source('sameMachine');
export const publicUrlOf = source('publicUrl');
export const internalUrlOf = (app: AppName, path = '') => source('internalUrl')({ app, path });
export const publicUrlsOf = source('publicUrls');
export const registerProcesses = source('registers');
export const secret = source('secret');
export const demoFile = source('demoFile');
export const folder = source('folder');

export const callUrlIfOther = (app: AppName, path: string) => source('callUrlIfOther')({ app, path });

export const callUrlsIfOther = source('callUrlsIfOther');

/** What every app has. */
export const ownDoorAndDatabase = {
  host: source('listen')('host'),
  port: source('listen')('port'),
  systemHost: source('listen')('systemHost'),
  systemPort: source('listen')('systemPort'),
  internalHost: source('listen')('internalHost'),
  internalPort: source('listen')('internalPort'),
  internalUrl: source('ownInternalUrl')(undefined),
  reachableFrom: source('listen')('reachableFrom'),
  publicUrl: source('ownPublicUrl')(undefined),
  databaseUrl: source('database')('app'),
  databaseTls: source('databaseTls')('mode'),
  databaseTlsCaFile: source('databaseTls')('ca'),
  tlsCertFile: source('tls')('cert'),
  tlsKeyFile: source('tls')('key'),
  tlsCaFile: source('tls')('ca'),
  internalCallers: source('internalCallers')(undefined),
};

/** Of an app that takes the access tokens of the identity provider. */
export const tokensOfIdentity = {
  issuerUrl: publicUrlOf('identity'),
  jwksUrl: callUrlIfOther('identity', '/jwks'),
  tokenBinding: demonstration('loopback-optional'),
};

/** Of an app that has an account at Kafka, under its own name. */
export const ownKafkaLogin = {
  kafkaBrokers: source('kafka')('KAFKA_BROKERS'),
  kafkaUsername: source('kafka')('KAFKA_USERNAME'),
  kafkaPassword: source('kafka')('KAFKA_PASSWORD'),
  kafkaTls: source('kafka')('KAFKA_TLS'),
  kafkaTlsCaFile: source('kafka')('KAFKA_TLS_CA_FILE'),
  kafkaTlsServerName: source('kafka')('KAFKA_TLS_SERVER_NAME'),
};

/** Of every register. @param authority whose name stands in the evidence of a demonstration */
export const registerSources = (register: RegisterName, authority: string) => ({
  ...ownDoorAndDatabase,
  ...tokensOfIdentity,
  ...ownKafkaLogin,
  permitJwksUrl: internalUrlOf('gateway', '/internal/v1/permit-keys'),
  permitIssuer: publicUrlOf('gateway'),
  eventPseudonymKey: secret(`event-pseudonym-key/${register}`),
  citizenPseudonymKey: secret('citizen-pseudonym-key'),
  registerAuthority: demonstration(authority),
});
