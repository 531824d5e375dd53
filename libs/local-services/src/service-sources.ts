import type { KafkaLogin } from '#libs/kafka';
import { LocalFailure } from './local-failure.ts';

/** Where PostgreSQL comes from: a server that exists already, or one we start from the embedded binaries. */
export type PostgresSource =
  { readonly kind: 'existing'; readonly adminUrl: string } | { readonly kind: 'embedded' };

/** Where Kafka comes from: brokers that exist already, or one node we start from Kafka's jars. */
export type KafkaSource =
  { readonly kind: 'existing'; readonly admin: KafkaLogin } | { readonly kind: 'jars' };

/**
 * EINMAL_SERVERS says where servers come from that no address names: `own` processes, or `containers`.
 * @returns undefined where it is not set
 */
export function serversDemanded(env: NodeJS.ProcessEnv): 'own' | 'containers' | undefined {
  const wanted = env['EINMAL_SERVERS'] || undefined;
  if (wanted === undefined || wanted === 'own' || wanted === 'containers') return wanted;
  throw new LocalFailure('EINMAL_SERVERS is neither "containers" nor "own": write one of them, or unset it.');
}

function isPostgresUrl(text: string): boolean {
  return URL.canParse(text) && ['postgres:', 'postgresql:'].includes(new URL(text).protocol);
}

/** `DATABASE_URL` names an existing server by a login that may create roles and databases. */
export function choosePostgres(env: NodeJS.ProcessEnv): PostgresSource {
  const adminUrl = env['DATABASE_URL'];
  if (!adminUrl) return { kind: 'embedded' };
  if (isPostgresUrl(adminUrl)) return { kind: 'existing', adminUrl };
  throw new LocalFailure(
    'DATABASE_URL is not a PostgreSQL address: write postgres://user:password@host:5432/postgres, or unset it to have a server started.',
  );
}

/**
 * `KAFKA_BROKERS` names existing brokers, comma separated; `KAFKA_USERNAME` and `KAFKA_PASSWORD` are of an administrator
 * there, who makes the services' accounts. `KAFKA_TLS=on` encrypts.
 */
export function chooseKafka(env: NodeJS.ProcessEnv): KafkaSource {
  const bootstrapServers = env['KAFKA_BROKERS'];
  if (!bootstrapServers) return { kind: 'jars' };
  if (!bootstrapServers.split(',').every((broker) => /^[^\s:]+:\d+$/.test(broker))) {
    throw new LocalFailure(
      'KAFKA_BROKERS is not a list of host:port: write for instance 127.0.0.1:9092, or unset it to have a broker started.',
    );
  }
  const { KAFKA_USERNAME: username, KAFKA_PASSWORD: password, KAFKA_TLS: tls = 'off' } = env;
  if (!username || !password) {
    throw new LocalFailure(
      'KAFKA_BROKERS needs KAFKA_USERNAME and KAFKA_PASSWORD of an administrator (SCRAM-SHA-512), who makes topics, accounts and access lists.',
    );
  }
  if (tls !== 'on' && tls !== 'off') throw new LocalFailure('KAFKA_TLS is neither "on" nor "off".');
  const { KAFKA_TLS_CA_FILE: caFile, KAFKA_TLS_SERVER_NAME: serverName } = env;
  const trust = { ...(caFile && { caFile }), ...(serverName && { serverName }) };
  return {
    kind: 'existing',
    admin: { bootstrapServers, username, password, ...(tls === 'on' && { tls: trust }) },
  };
}
