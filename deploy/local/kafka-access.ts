import { setTimeout as delay } from 'node:timers/promises';
import {
  answersAsBroker,
  createTopics,
  type KafkaLogin,
  type KafkaRight,
  type PLAIN,
  type SCRAM,
  setAccessLists,
  setScramPasswords,
} from '#libs/kafka';
import { LocalFailure } from '#libs/local-services';
import type { EventTopic } from './event-topics.ts';

const knownWithinMs = 300_000;
const pollMs = 50;

export interface Provision {
  /** By principal; who has none cannot sign in. */
  readonly passwords: Readonly<Record<string, string>>;
  readonly topics: readonly EventTopic<string>[];
  /** All that these principals may do: what was granted to them before and is not listed is taken away. */
  readonly rights: readonly KafkaRight[];
}

/** Makes topics, accounts and access lists what they are declared to be, and waits until the accounts can sign in. */
export async function provisionKafka(
  admin: KafkaLogin,
  { passwords, topics, rights }: Provision,
): Promise<void> {
  await setScramPasswords(admin, passwords);
  await setAccessLists(admin, Object.keys(passwords), rights);
  await createTopics(admin, topics);
  const deadline = Date.now() + knownWithinMs;
  for (const [username, password] of Object.entries(passwords)) {
    while (!(await answersAsBroker({ ...admin, username, password }))) {
      if (Date.now() > deadline) throw new LocalFailure(`Kafka does not let ${username} sign in.`);
      await delay(pollMs);
    }
  }
}

/** The settings by which one of our services reaches Kafka. */
export const kafkaSettings = ({
  bootstrapServers,
  username,
  password,
  tls,
}: KafkaLogin): Readonly<Record<string, string>> => ({
  KAFKA_BROKERS: bootstrapServers,
  KAFKA_USERNAME: username,
  KAFKA_PASSWORD: password,
  KAFKA_TLS: tls ? 'on' : 'off',
  ...(tls?.caFile !== undefined && { KAFKA_TLS_CA_FILE: tls.caFile }),
  ...(tls?.serverName !== undefined && { KAFKA_TLS_SERVER_NAME: tls.serverName }),
});

/** Of a client configuration as librdkafka reads it, kcat for instance. */
export const clientProperties = (login: KafkaLogin, mechanism: typeof SCRAM | typeof PLAIN): string =>
  Object.entries({
    'bootstrap.servers': login.bootstrapServers,
    'security.protocol': protocolOf(login),
    'sasl.mechanism': mechanism,
    'sasl.username': login.username,
    'sasl.password': login.password,
    ...(login.tls?.caFile !== undefined && { 'ssl.ca.location': login.tls.caFile }),
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

export const protocolOf = ({ tls }: KafkaLogin): 'SASL_SSL' | 'SASL_PLAINTEXT' =>
  tls ? 'SASL_SSL' : 'SASL_PLAINTEXT';
