import { readFileSync } from 'node:fs';
import { Kafka, logLevel, type KafkaConfig, type RetryOptions } from 'kafkajs';

/** How our programs sign in everywhere: the strongest mechanism that Kafka keeps passwords for. */
export const SCRAM = 'SCRAM-SHA-512';
/** The password as it is; for clients that the loopback interface alone lies between. */
export const PLAIN = 'PLAIN';

export interface KafkaTls {
  readonly caFile?: string;
  readonly serverName?: string;
}

/** Brokers, and as whom to reach them. */
export interface KafkaLogin {
  /** `host:port`, separated by commas. */
  readonly bootstrapServers: string;
  readonly username: string;
  readonly password: string;
  /** Given: the connection is encrypted, and the brokers prove who they are. */
  readonly tls?: KafkaTls;
}

/** Mere addresses are of brokers that take everybody, as those do that tests start for one mechanism alone. */
export type KafkaAccess = KafkaLogin | string;

export const bootstrapOf = (access: KafkaAccess): string =>
  typeof access === 'string' ? access : access.bootstrapServers;

/** A silent client for programs around the services; the services themselves have `createKafka`. */
export function kafkaClient(access: KafkaAccess, clientId: string, retry?: RetryOptions): Kafka {
  return new Kafka({
    clientId,
    brokers: bootstrapOf(access).split(','),
    ...(typeof access !== 'string' && securityOf(access)),
    logLevel: logLevel.NOTHING,
    // A broker that gets little processor time is slow, not away.
    connectionTimeout: 10_000,
    requestTimeout: 60_000,
    ...(retry && { retry }),
  });
}

function securityOf({ username, password, tls }: KafkaLogin): Pick<KafkaConfig, 'sasl' | 'ssl'> {
  return {
    sasl: { mechanism: 'scram-sha-512', username, password },
    ...(tls && {
      ssl: {
        ...(tls.caFile !== undefined && { ca: readFileSync(tls.caFile) }),
        ...(tls.serverName !== undefined && { servername: tls.serverName }),
      },
    }),
  };
}
