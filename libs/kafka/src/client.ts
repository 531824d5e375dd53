import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContext } from 'node:tls';
import kafkajs, { type Kafka as WholeClient, type KafkaConfig } from 'kafkajs';
import './half-connections.ts';
import './quiet-connections.ts';

// Node finds only some names of this CommonJS package by itself.
const { Kafka: Client, logLevel } = kafkajs;

/** Producers and administration; consumers are made by {@link groupConsumer}, which knows when they may start again. */
export type Kafka = Omit<WholeClient, 'consumer'>;

/** How our programs sign in everywhere: the strongest mechanism that Kafka keeps passwords for. */
export const SCRAM = 'SCRAM-SHA-512';
/** The password as it is; for clients that the loopback interface alone lies between. */
export const PLAIN = 'PLAIN';

export interface KafkaTls {
  /** Who signed the brokers' certificates; the authorities that Node knows unless given. */
  readonly caFile?: string | undefined;
  /** A certificate of one's own, and its key. */
  readonly certFile?: string | undefined;
  readonly keyFile?: string | undefined;
  readonly serverName?: string | undefined;
}

export interface KafkaAddress {
  /** `host:port`, separated by commas. */
  readonly bootstrapServers: string;
  /** With a password: by SASL. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Given: the connection is encrypted, and the brokers prove who they are. */
  readonly tls?: KafkaTls;
}

/** Brokers, and as whom to reach them. */
export interface KafkaLogin extends KafkaAddress {
  readonly username: string;
  readonly password: string;
}

/** Mere addresses are of brokers that take everybody, as those do that tests start for one mechanism alone. */
export type KafkaAccess = KafkaAddress | string;

export const bootstrapOf = (access: KafkaAccess): string =>
  typeof access === 'string' ? access : access.bootstrapServers;

export interface ClientOptions extends Pick<
  KafkaConfig,
  'retry' | 'connectionTimeout' | 'requestTimeout' | 'socketFactory'
> {
  /**
   * Told what kafkajs warns of, whether it is more than what it mends by itself, and what a broker gave as the reason;
   * silent unless given.
   */
  readonly log?: (text: string, isFault: boolean, reason: string) => void;
  readonly mechanism?: typeof SCRAM | typeof PLAIN;
  /** What each new connection shows and believes, where the files of the address are not to be read for each. */
  readonly secureContext?: (() => SecureContext) | undefined;
}

/** Patient unless told otherwise: a broker that gets little processor time is slow, not away. */
export function kafkaClient(access: KafkaAccess, clientId: string, options: ClientOptions = {}): Kafka {
  const { log, mechanism = SCRAM, secureContext, ...more } = options;
  return new Client({
    clientId,
    brokers: bootstrapOf(access)
      .split(',')
      .map((broker) => broker.trim()),
    ...(typeof access !== 'string' && securityOf(access, mechanism, secureContext)),
    connectionTimeout: 10_000,
    requestTimeout: 60_000,
    ...loggingTo(log),
    ...more,
  });
}

/** What proves to the brokers who asks, and to us who answers. */
function securityOf(
  { username, password, tls }: KafkaAddress,
  mechanism: typeof SCRAM | typeof PLAIN,
  secureContext: (() => SecureContext) | undefined,
): Pick<KafkaConfig, 'sasl' | 'ssl'> {
  const sasl =
    mechanism === PLAIN ? ({ mechanism: 'plain' } as const) : ({ mechanism: 'scram-sha-512' } as const);
  return {
    ...(username !== undefined && password !== undefined && { sasl: { ...sasl, username, password } }),
    ...(tls && {
      ssl: {
        // kafkajs copies these options for every connection (its socketFactory.js), so each is made by the files as they are then.
        get secureContext() {
          return secureContext?.() ?? contextOf(tls);
        },
        ...(tls.serverName !== undefined && { servername: tls.serverName }),
      },
    }),
  };
}

const contextOf = ({ caFile, certFile, keyFile }: KafkaTls): SecureContext =>
  createSecureContext({
    minVersion: 'TLSv1.2',
    ...(caFile !== undefined && { ca: readFileSync(caFile) }),
    ...(certFile !== undefined && { cert: readFileSync(certFile) }),
    ...(keyFile !== undefined && { key: readFileSync(keyFile) }),
  });

/** A fresh broker answers the first of these with an error that kafkajs retries by itself. */
const retriedByItself = /GroupCoordinator|InitProducerId|group coordinator is not available/i;

function loggingTo(log: ClientOptions['log']): Pick<KafkaConfig, 'logLevel' | 'logCreator'> {
  if (!log) return { logLevel: logLevel.NOTHING };
  return {
    logLevel: logLevel.WARN,
    logCreator:
      () =>
      ({ namespace, level, log: { message, error } }) => {
        const text = `${namespace}: ${message}`;
        const reason = typeof error === 'string' ? error : '';
        log(text, level <= logLevel.ERROR && !retriedByItself.test(text), reason);
      },
  };
}
