import type { Kafka } from 'kafkajs';

/**
 * The part of kafkajs 2.2.4 below its producer: connections, TLS, SASL and metadata. Its types do not show it, and its
 * producer encodes a record in about 20 µs (ADR 0015), most of what a relay costs. The version is pinned and kafkajs
 * publishes no further ones; `publisher.int.spec.ts` fails should this ever not fit.
 */
export interface Cluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  addTargetTopic(topic: string): Promise<void>;
  findControllerBroker(): Promise<Broker>;
  findBroker(broker: { nodeId: string }): Promise<Broker>;
  findTopicPartitionMetadata(topic: string): readonly { readonly partitionId: number }[];
  /** Partition numbers by the node that leads them. */
  findLeaderForPartitions(topic: string, partitions: readonly number[]): Readonly<Record<string, number[]>>;
}

export interface Broker {
  initProducerId(request: {
    readonly transactionTimeout: number;
  }): Promise<{ readonly producerId: { toString(): string }; readonly producerEpoch: number }>;
  readonly connectionPool: { send(protocol: Protocol): Promise<unknown> };
}

/** A request as kafkajs sends it, and how its answer is read. */
export interface Protocol {
  readonly request: {
    readonly apiKey: number;
    readonly apiVersion: number;
    readonly apiName: string;
    /** Both members hold the bytes after the request header. */
    encode(): Promise<{ readonly buf: Buffer; readonly buffer: Buffer }>;
  };
  readonly response: {
    /** @param decoder stands at the first byte after the response header */
    decode(rawData: Buffer): Promise<object>;
    parse(decoded: object): Promise<unknown>;
  };
}

type CreateCluster = (options: {
  readonly metadataMaxAge: number;
  readonly allowAutoTopicCreation: boolean;
  readonly maxInFlightRequests: number;
}) => Cluster;

const METADATA_MAX_AGE_MS = 300_000;

/** A cluster of its own for one publisher, with the settings that the Kafka client was made with. */
export function clusterOf(kafka: Kafka): Cluster {
  const symbol = Object.getOwnPropertySymbols(kafka).find(
    ({ description }) => description === 'private:Kafka:createCluster',
  );
  if (!symbol) throw new TypeError('This is not the Kafka client of kafkajs 2.2.4.');
  const create = (kafka as unknown as Record<symbol, CreateCluster>)[symbol] as CreateCluster;
  return create({
    metadataMaxAge: METADATA_MAX_AGE_MS,
    allowAutoTopicCreation: false,
    maxInFlightRequests: 1,
  });
}
