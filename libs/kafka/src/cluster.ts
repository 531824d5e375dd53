import type { Kafka } from './client.ts';

/**
 * The part of kafkajs 2.2.4 below its clients: connections, TLS, SASL and metadata, for requests that the clients do not
 * know or encode too slowly. Its types do not show it. The version is pinned and kafkajs publishes no further ones; the
 * outbox's `publisher.int.spec.ts` fails should this ever not fit.
 */
export interface Cluster<Broker = BareBroker> {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  /** Also says which broker is the controller. Of all topics where none was added. */
  refreshMetadata(): Promise<void>;
  readonly brokerPool: { readonly metadata: ClusterMetadata };
  addTargetTopic(topic: string): Promise<void>;
  findControllerBroker(): Promise<Broker>;
  findBroker(broker: { nodeId: string }): Promise<Broker>;
  findTopicPartitionMetadata(topic: string): readonly { readonly partitionId: number }[];
  fetchTopicsOffset(
    topics: readonly {
      readonly topic: string;
      readonly fromBeginning: boolean;
      readonly partitions: readonly { readonly partition: number }[];
    }[],
  ): Promise<readonly { readonly partitions: readonly { partition: number; offset: string }[] }[]>;
  /** Partition numbers by the node that leads them. */
  findLeaderForPartitions(topic: string, partitions: readonly number[]): Readonly<Record<string, number[]>>;
}

interface ClusterMetadata {
  readonly brokers: readonly { readonly nodeId: number }[];
  readonly topicMetadata: readonly {
    readonly topic: string;
    readonly partitionMetadata: readonly { readonly partitionId: number; readonly leader: number }[];
  }[];
}

export interface BareBroker {
  initProducerId(request: {
    readonly transactionTimeout: number;
  }): Promise<{ readonly producerId: { toString(): string }; readonly producerEpoch: number }>;
  readonly connectionPool: { send: (protocol: Protocol) => Promise<unknown> };
}

export interface ClosableBroker extends BareBroker {
  disconnect(): Promise<void>;
}

/** As kafkajs sends requests of its own: over a connection that closes nothing is sent any more, so it is made anew. */
export async function sendBy(broker: ClosableBroker, protocol: Protocol): Promise<unknown> {
  try {
    return await broker.connectionPool.send(protocol);
  } catch (error) {
    if ((error as Error).name === 'KafkaJSConnectionClosedError') await broker.disconnect();
    throw error;
  }
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

/** Of bytes that are there, as kafkajs asks for them. */
export const bytesOf = (body: Buffer): Protocol['request']['encode'] => {
  const encoded = Promise.resolve({ buf: body, buffer: body });
  return () => encoded;
};

type CreateCluster<Broker> = (options: {
  readonly metadataMaxAge: number;
  readonly allowAutoTopicCreation: boolean;
  readonly maxInFlightRequests: number | null;
  readonly isolationLevel?: IsolationLevel | undefined;
}) => Cluster<Broker>;

/** As Kafka's protocol numbers them; kafkajs takes READ_COMMITTED unless told otherwise. */
export const READ_UNCOMMITTED = 0;
type IsolationLevel = typeof READ_UNCOMMITTED;

const METADATA_MAX_AGE_MS = 300_000;

/**
 * A cluster of its own, with the settings that the Kafka client was made with.
 * @param maxInFlightRequests of a connection; one at a time, so that they arrive in order, unless given
 */
export function clusterOf<Broker = BareBroker>(
  kafka: Kafka,
  isolationLevel?: IsolationLevel,
  maxInFlightRequests: number | null = 1,
): Cluster<Broker> {
  return madeBy<Broker>(kafka).create({
    metadataMaxAge: METADATA_MAX_AGE_MS,
    allowAutoTopicCreation: false,
    maxInFlightRequests,
    isolationLevel,
  });
}

function madeBy<Broker>(kafka: Kafka): { readonly symbol: symbol; readonly create: CreateCluster<Broker> } {
  const symbol = Object.getOwnPropertySymbols(kafka).find(
    ({ description }) => description === 'private:Kafka:createCluster',
  );
  const create = symbol && (kafka as unknown as Record<symbol, CreateCluster<Broker>>)[symbol];
  if (!symbol || !create) throw new TypeError('This is not the Kafka client of kafkajs 2.2.4.');
  return { symbol, create };
}

/** The client, whose brokers, of whatever it makes, are changed once each. */
export function withBrokers<Broker extends object>(kafka: Kafka, change: (broker: Broker) => void): Kafka {
  const { symbol, create } = madeBy<Broker>(kafka);
  const changed = new WeakSet<Broker>();
  const createChanged: CreateCluster<Broker> = (options) => {
    const cluster = create(options);
    const find = cluster.findBroker.bind(cluster);
    return Object.assign(cluster, {
      findBroker: async (wanted: { nodeId: string }) => {
        const broker = await find(wanted);
        if (!changed.has(broker)) change(broker);
        changed.add(broker);
        return broker;
      },
    });
  };
  return Object.create(kafka, { [symbol]: { value: createChanged } }) as Kafka;
}

interface Topics {
  readonly topicMetadata: readonly {
    readonly topicErrorCode: number;
    readonly partitionMetadata: readonly { readonly leader: number }[];
  }[];
}

/** Of what a broker says of all topics, that which can be asked about. */
export const led = <T extends Topics>(told: T): T => ({
  ...told,
  topicMetadata: told.topicMetadata
    .filter(({ topicErrorCode }) => topicErrorCode === 0)
    .map((topic) => ({
      ...topic,
      partitionMetadata: topic.partitionMetadata.filter(({ leader }) => leader >= 0),
    })),
});

interface MakesBrokers {
  createBroker(options: { readonly connectionPool: { send: BareBroker['connectionPool']['send'] } }): object;
}

/** kafkajs knows nothing of any topic while a single partition has no leader. */
export function ofWhatIsLed<Broker>(cluster: Cluster<Broker>): Cluster<Broker> {
  const pool = cluster.brokerPool as unknown as MakesBrokers;
  const create = pool.createBroker.bind(pool);
  pool.createBroker = (options) => {
    const { connectionPool } = options;
    const send = connectionPool.send.bind(connectionPool);
    const parse = (decoded: object): Promise<unknown> => Promise.resolve(led(decoded as Topics));
    connectionPool.send = ({ request, response }) =>
      send({ request, response: request.apiName === 'Metadata' ? { ...response, parse } : response });
    return create(options);
  };
  return cluster;
}
