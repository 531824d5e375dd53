import { accessSettings, type KafkaAccounts } from './kafka-accounts.ts';

export interface KafkaPorts {
  readonly broker: number;
  readonly controller: number;
}

/** A node's place among several; every node is voter, and every partition lives on all of them. */
export interface KafkaPlace {
  readonly nodeId: number;
  readonly controllers: readonly number[];
}

/** A broker that gets no processor for so long on a busy machine is not taken for dead. */
export const BROKER_SESSION_MS = 30_000;

/**
 * `server.properties` of one KRaft node that is broker and controller. The voter is named in the settings (not by
 * `format --standalone`, which writes the controller's address into the data), so that ports may change between starts.
 * @param accounts without them the node takes everybody
 * @param tls what encrypts every listener; plain text unless given
 */
export function kafkaSettings(
  { broker, controller }: KafkaPorts,
  logDir: string,
  { nodeId, controllers }: KafkaPlace = { nodeId: 1, controllers: [controller] },
  accounts?: KafkaAccounts,
  sessionMs: number = BROKER_SESSION_MS,
  tls?: Readonly<Record<string, string>>,
): string {
  const replicas = controllers.length;
  const inSync = Math.max(1, replicas - 1);
  const voters = controllers.map((port, index) => `${index + 1}@127.0.0.1:${port}`);
  const signedIn = tls ? 'SASL_SSL' : 'SASL_PLAINTEXT';
  const protocol = accounts ? signedIn : 'PLAINTEXT';
  const listeners = `${protocol}://127.0.0.1:${broker},CONTROLLER://127.0.0.1:${controller}`;
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': nodeId,
    'controller.quorum.voters': voters.join(','),
    listeners,
    'advertised.listeners': listeners,
    'controller.listener.names': 'CONTROLLER',
    ...(accounts
      ? { ...accessSettings(accounts, signedIn), ...tls }
      : { 'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT' }),
    'log.dirs': logDir.replaceAll('\\', '/'),
    'auto.create.topics.enable': false,
    'group.initial.rebalance.delay.ms': 0,
    'default.replication.factor': replicas,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': replicas,
    'offsets.topic.num.partitions': 5,
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': inSync,
    'transaction.state.log.num.partitions': 5,
    'share.coordinator.state.topic.replication.factor': replicas,
    'share.coordinator.state.topic.min.isr': inSync,
    'share.coordinator.state.topic.num.partitions': 5,
    'log.cleaner.dedupe.buffer.size': 2_097_152,
    'broker.session.timeout.ms': sessionMs,
    'broker.heartbeat.interval.ms': Math.min(2_000, sessionMs / 5),
    'initial.broker.registration.timeout.ms': 600_000,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
