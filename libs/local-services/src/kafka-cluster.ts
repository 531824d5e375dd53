import type { Kafka } from 'kafkajs';

/** The part of kafkajs 2.2.4 below its clients, for requests that they do not know; its types do not show it. */
export interface KafkaCluster<Broker> {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  /** Also says which broker is the controller. */
  refreshMetadata(): Promise<void>;
  findControllerBroker(): Promise<Broker>;
}

export interface BareBroker {
  readonly connectionPool: { send(protocol: object): Promise<unknown> };
}

const METADATA_MAX_AGE_MS = 300_000;

export function clusterOf<Broker>(kafka: Kafka): KafkaCluster<Broker> {
  const symbol = Object.getOwnPropertySymbols(kafka).find(
    ({ description }) => description === 'private:Kafka:createCluster',
  );
  const create =
    symbol && (kafka as unknown as Record<symbol, (options: object) => KafkaCluster<Broker>>)[symbol];
  if (!create) throw new TypeError('This is not the Kafka client of kafkajs 2.2.4.');
  return create({ metadataMaxAge: METADATA_MAX_AGE_MS, allowAutoTopicCreation: false });
}
