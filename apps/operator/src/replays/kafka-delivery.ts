import { type Admin, type Kafka, type Message, Partitioners, type Producer } from 'kafkajs';
import type { Position } from './replay-progress.rules.ts';
import { committedOffsets } from './topic-offsets.ts';

/** A request stays well below `message.max.bytes`; kafkajs also copies quadratically within a request's partition. */
const REQUEST = { messages: 1_000, bytes: 512 * 1024 };
/** A transaction of a killed runner is aborted by its successor, or after this by the broker. */
const TRANSACTION_TIMEOUT_MS = 20_000;

/** kafkajs passes the metadata of an offset on to the broker, but its type does not know. */
interface OffsetWithMetadata {
  readonly partition: number;
  readonly offset: string;
  readonly metadata: string;
}

/**
 * Delivers to a topic exactly once: events and the source's offsets, with the counts as their metadata, are one Kafka
 * transaction. The transactional id shuts out an earlier runner that is still alive.
 */
export class KafkaDelivery {
  private readonly producer: Producer;
  private readonly group: string;

  constructor(
    kafka: Kafka,
    private readonly admin: Admin,
    id: string,
    private readonly topics: { readonly source: string; readonly target: string },
  ) {
    this.group = checkpointGroup(id);
    this.producer = kafka.producer({
      transactionalId: `einmal.replay.${id}`,
      idempotent: true,
      maxInFlightRequests: 1,
      transactionTimeout: TRANSACTION_TIMEOUT_MS,
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 8 },
    });
  }

  /** Ends what an earlier runner left open, then reads the offsets that are committed for good. */
  async open(): Promise<readonly Position[]> {
    await this.producer.connect();
    const fencing = await this.producer.transaction();
    await fencing.abort();
    const committed = await committedOffsets(this.admin, this.group, this.topics.source);
    return committed.flatMap(({ partition, offset, metadata }) => {
      if (Number(offset) < 0) return [];
      const [read = 0, selected = 0] = (metadata ?? '').split(' ').map(Number);
      return [{ partition, next: Number(offset), read, selected }];
    });
  }

  /** After a failure the delivery must be thrown away and opened anew. */
  async write(messages: readonly Message[], positions: readonly Position[]): Promise<void> {
    const transaction = await this.producer.transaction();
    for (const request of requestsOf(messages)) {
      await transaction.send({ topic: this.topics.target, acks: -1, messages: request });
    }
    const partitions: OffsetWithMetadata[] = positions.map(({ partition, next, read, selected }) => ({
      partition,
      offset: `${next}`,
      metadata: `${read} ${selected}`,
    }));
    await transaction.sendOffsets({
      consumerGroupId: this.group,
      topics: [{ topic: this.topics.source, partitions }],
    });
    await transaction.commit();
  }

  async close(): Promise<void> {
    await this.producer.disconnect();
  }
}

/** The group whose offsets are the checkpoint of a replay to Kafka. It never has a member. */
export const checkpointGroup = (id: string): string => `einmal.replay.${id}`;

export function requestsOf(messages: readonly Message[], limit = REQUEST): Message[][] {
  const requests: Message[][] = [];
  let bytes = Infinity;
  for (const message of messages) {
    const size = message.value?.length ?? 0;
    if (bytes + size > limit.bytes || (requests.at(-1)?.length ?? 0) >= limit.messages) {
      requests.push([]);
      bytes = 0;
    }
    requests.at(-1)?.push(message);
    bytes += size;
  }
  return requests;
}
