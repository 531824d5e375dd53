import kafkajs, { type Admin, type Producer, type ProducerConfig } from 'kafkajs';
import { committedOffsets } from './admin.ts';
import type { Kafka } from './client.ts';
import { type EncodedMessage, withOwnEncoding } from './wire/own-encoding.ts';

// Node finds only some names of this CommonJS package by itself.
const { Partitioners } = kafkajs;

/** Writes to the partition of a key that other Kafka clients choose as well. */
export const keyedProducer = (kafka: Kafka, more: ProducerConfig = {}): Producer =>
  kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
    ...more,
  });

/** Writes each message once, in order, though a slow broker makes it try again. */
export const orderedProducer = (kafka: Kafka): Producer =>
  keyedProducer(kafka, { idempotent: true, maxInFlightRequests: 1 });

/** Of one partition in a request: well below Kafka's default `message.max.bytes` (1 MiB). */
const PARTITION_BYTES_MAX = 768 * 1024;
/** A transaction of a killed process is aborted by its successor, or after this by the broker. */
const TRANSACTION_TIMEOUT_MS = 20_000;

/** How far a source has been delivered: its next offset, and a note of the caller's about it. */
export interface Checkpoint {
  readonly partition: number;
  readonly next: number;
  readonly note: string;
}

/** kafkajs passes the metadata of an offset on to the broker, but its type does not know. */
interface OffsetWithMetadata {
  readonly partition: number;
  readonly offset: string;
  readonly metadata: string;
}

/**
 * Delivers from topic to topic exactly once: messages and the source's offsets are one Kafka transaction. The id is the
 * transaction's and that of the group whose offsets are the checkpoint; it shuts out an earlier process that is still alive.
 */
export class TransactionalDelivery {
  private readonly producer: Producer;
  private readonly admin: Admin;
  private readonly id: string;
  private readonly topics: { readonly source: string; readonly target: string };

  constructor(kafka: Kafka, admin: Admin, id: string, topics: TransactionalDelivery['topics']) {
    this.admin = admin;
    this.id = id;
    this.topics = topics;
    this.producer = keyedProducer(withOwnEncoding(kafka), {
      transactionalId: id,
      idempotent: true,
      maxInFlightRequests: 1,
      transactionTimeout: TRANSACTION_TIMEOUT_MS,
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 8 },
    });
  }

  /** Ends what an earlier process left open, then reads the offsets that are committed for good. */
  async open(): Promise<readonly Checkpoint[]> {
    await this.producer.connect();
    const fencing = await this.producer.transaction();
    await fencing.abort();
    const committed = await committedOffsets(this.admin, this.id, this.topics.source);
    return committed
      .filter(({ offset }) => Number(offset) >= 0)
      .map(({ partition, offset, metadata }) => ({ partition, next: Number(offset), note: metadata ?? '' }));
  }

  /** After a failure the delivery must be thrown away and opened anew. @param messages CloudEvents in structured mode */
  async write(messages: readonly EncodedMessage[], checkpoints: readonly Checkpoint[]): Promise<void> {
    const transaction = await this.producer.transaction();
    for (const request of requestsOf(messages)) {
      await transaction.send({ topic: this.topics.target, acks: -1, messages: request });
    }
    const partitions: OffsetWithMetadata[] = checkpoints.map(({ partition, next, note }) => ({
      partition,
      offset: `${next}`,
      metadata: note,
    }));
    await transaction.sendOffsets({
      consumerGroupId: this.id,
      topics: [{ topic: this.topics.source, partitions }],
    });
    await transaction.commit();
  }

  async close(): Promise<void> {
    await this.producer.disconnect();
  }
}

function requestsOf(messages: readonly EncodedMessage[]): EncodedMessage[][] {
  const requests: EncodedMessage[][] = [];
  const filled = new Map<number | undefined, number>();
  for (const message of messages) {
    const { key, value, partition } = message;
    const size = (key?.length ?? 0) + value.length;
    const bytes = (filled.get(partition) ?? 0) + size;
    if (requests.length === 0 || bytes > PARTITION_BYTES_MAX) {
      requests.push([]);
      filled.clear();
    }
    filled.set(partition, (filled.get(partition) ?? 0) + size);
    requests.at(-1)?.push(message);
  }
  return requests;
}
