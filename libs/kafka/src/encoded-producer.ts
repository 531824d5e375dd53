import { setTimeout as delay } from 'node:timers/promises';
import type { Kafka } from './client.ts';
import { bytesOf, type Cluster, clusterOf, type Protocol } from './cluster.ts';
import { PRODUCE } from './wire/produce-request.ts';
import type { ProducerIdentity } from './wire/record-batch.ts';

/** UNKNOWN_TOPIC_OR_PARTITION, LEADER_NOT_AVAILABLE, NOT_LEADER_OR_FOLLOWER. */
const LEADER_UNSETTLED = [3, 5, 6];

/** What an operator can mend, by Kafka's error code; rights in the words of kafkajs. */
const reasons: Readonly<Record<number, string>> = {
  29: ' (Topic authorization failed)',
  31: ' (Cluster authorization failed)',
  56: ' (its disk is full or broken)',
};

/** The broker did not take a batch; `code` is Kafka's error code. */
export class ProduceRefused extends Error {
  readonly code: number;

  /** True while a partition has no settled leader, as just after its topic was created. */
  get passing(): boolean {
    return LEADER_UNSETTLED.includes(this.code);
  }

  constructor(code: number) {
    super(`Kafka refused a batch with error code ${code}${reasons[code] ?? ''}.`);
    this.code = code;
  }
}

const TRANSACTION_TIMEOUT_MS = 60_000;
const ATTEMPTS = 20;
const PAUSE_MS = 100;
/** Of one partition in the answer: number, error, base offset, append time, log start offset. */
const PARTITION_ANSWER_BYTES = 4 + 2 + 8 + 8 + 8;

/**
 * Sends produce requests (version 7) that somebody else has encoded, one at a time, over kafkajs' connections and metadata:
 * all that an encoder of one's own needs to know of kafkajs. After a failure other than {@link ProduceRefused} it is closed.
 */
export class EncodedProducer {
  private readonly cluster: Cluster;
  private readonly topic: string;

  /** @throws TypeError where the client is not the kafkajs whose inside is known */
  constructor(kafka: Kafka, topic: string) {
    this.cluster = clusterOf(kafka);
    this.topic = topic;
  }

  /** @returns the number of the topic's partitions, and under whom the brokers will know what they have */
  async open(): Promise<{ readonly partitions: number; readonly identity: ProducerIdentity }> {
    await this.cluster.connect();
    await this.cluster.addTargetTopic(this.topic);
    const partitions = this.cluster.findTopicPartitionMetadata(this.topic).length;
    if (partitions === 0) throw new Error('Kafka names no partition of the topic.');
    return { partitions, identity: await this.identify() };
  }

  /** Partitions by the broker that leads them. kafkajs leaves out those it does not know; their rows must not count as sent. */
  leadersOf(partitions: readonly number[]): readonly (readonly [leader: string, led: readonly number[]])[] {
    const leaders = Object.entries(this.cluster.findLeaderForPartitions(this.topic, [...partitions]));
    const led = leaders.reduce((sum, [, some]) => sum + some.length, 0);
    if (led !== partitions.length) throw new Error('Kafka names no leader for some partitions of the topic.');
    return leaders;
  }

  /**
   * Resolves when all in-sync replicas have it.
   * @throws ProduceRefused
   */
  async send(leader: string, body: Buffer): Promise<void> {
    const broker = await this.cluster.findBroker({ nodeId: leader });
    await broker.connectionPool.send(produceRequest(body));
  }

  close(): Promise<void> {
    return this.cluster.disconnect();
  }

  /** A broker that has just started answers "loading" for a moment. */
  private async identify(): Promise<ProducerIdentity> {
    for (let attempt = 1; ; attempt++) {
      try {
        const broker = await this.cluster.findControllerBroker();
        const given = await broker.initProducerId({ transactionTimeout: TRANSACTION_TIMEOUT_MS });
        return { producerId: BigInt(given.producerId.toString()), epoch: given.producerEpoch };
      } catch (error) {
        const { retriable } = error as { retriable?: boolean };
        if (!retriable || attempt === ATTEMPTS) throw error;
        await delay(PAUSE_MS);
      }
    }
  }
}

const produceRequest = (body: Buffer): Protocol => ({
  request: {
    ...PRODUCE,
    encode: bytesOf(body),
  },
  response: { decode: (answer) => Promise.resolve({ codes: errorCodes(answer) }), parse: refuseErrors },
});

interface Decoded {
  readonly codes?: readonly number[];
}

function refuseErrors({ codes = [] }: Decoded): Promise<void> {
  const refused = codes.find((code) => code !== 0);
  return refused === undefined ? Promise.resolve() : Promise.reject(new ProduceRefused(refused));
}

/** The answer names one topic and the partitions of the request. */
function errorCodes(answer: Buffer): number[] {
  let at = 4;
  at += 2 + answer.readInt16BE(at);
  const partitions = answer.readInt32BE(at);
  at += 4;
  return Array.from({ length: partitions }, (_, index) =>
    answer.readInt16BE(at + index * PARTITION_ANSWER_BYTES + 4),
  );
}
